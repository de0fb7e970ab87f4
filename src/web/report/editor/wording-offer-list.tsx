import type { DraftView } from '../../../api/contract/draft.ts'
import type { WordingOffer } from '../../../report/draft/wording-offers.ts'
import { useSay } from '../../say.tsx'

const words = {
  title: { zh: '台账有变，另有写法（{count}处）', en: 'The ledger moved: other wording ({count})' },
  now: { zh: '现在写作', en: 'It reads' },
  byLedger: { zh: '按台账应写', en: 'By the ledger' },
  none: { zh: '这句不写', en: 'leave it out' },
  take: { zh: '改用', en: 'Use it' },
  see: { zh: '看原文', en: 'See it' },
}

/** Claims that the template would word otherwise now; nothing changes unless somebody says so. */
export function WordingOfferList(props: {
  view: DraftView
  onTake: (offer: WordingOffer) => void
  onSee: (claim: string) => void
}) {
  const { say } = useSay()
  const { view, onTake, onSee } = props
  if (view.offers.length === 0) return null
  const wordsOf = (id: string) => view.document.claims.find((one) => one.id === id)?.text ?? ''
  return (
    <section className="wording-offers">
      <h3>{say(words.title, { count: view.offers.length })}</h3>
      <ul>
        {view.offers.map((offer) => (
          <li key={offer.claim}>
            <p>
              <span className="quiet small">{say(words.now)}</span>{' '}
              <q lang="zh-CN">{wordsOf(offer.claim)}</q>
            </p>
            <p>
              <span className="quiet small">{say(words.byLedger)}</span>{' '}
              {offer.text ? <q lang="zh-CN">{offer.text}</q> : say(words.none)}
            </p>
            <div className="actions">
              <button type="button" className="button" onClick={() => onTake(offer)}>
                {say(words.take)}
              </button>
              <button type="button" className="button plain" onClick={() => onSee(offer.claim)}>
                {say(words.see)}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
