import { figureText } from '../../../ledger/figure/figure-text.ts'
import type { Claim } from '../../../report/document.ts'
import { useSay } from '../../say.tsx'
import type { Fixes } from './fixes.ts'

const words = {
  byLedger: { zh: '按台账应写', en: 'By the ledger' },
  none: { zh: '这句不写', en: 'leave it out' },
  take: { zh: '照台账写', en: 'Say it as the ledger says' },
  number: { zh: '填入台账的数', en: 'Put the ledger’s number in' },
  numberIs: { zh: '填入台账的数 {value}', en: 'Put the ledger’s number in: {value}' },
  of: { zh: '很可能是“{label}”', en: 'Most likely “{label}”' },
}

/** What can be done about a claim at once: the ledger's number, or the ledger's wording. */
export function ClaimFixes({
  claim,
  fixes,
}: {
  claim: Pick<Claim, 'id' | 'ledger'>
  fixes: Fixes | null
}) {
  const { say } = useSay()
  if (fixes === null) return null
  const offer = fixes.offerOf(claim.id)
  const isTyped = fixes.hasTypedNumber(claim.id)
  if (offer === null && !isTyped) return null
  return (
    <div className="fixes">
      {offer ? (
        <p>
          <span className="quiet small">{say(words.byLedger)}</span>{' '}
          {offer.text ? <q lang="zh-CN">{offer.text}</q> : say(words.none)}
        </p>
      ) : null}
      <div className="actions">
        {offer ? (
          <button type="button" className="button" onClick={() => fixes.take(offer)}>
            {say(words.take)}
          </button>
        ) : null}
        {isTyped ? (
          <button type="button" className="button" onClick={() => fixes.putNumber(claim.id)}>
            {claim.ledger === null
              ? say(words.number)
              : say(words.numberIs, { value: claim.ledger })}
          </button>
        ) : null}
      </div>
    </div>
  )
}

/** What can be done about a number that nothing supports: the figure it most likely is. */
export function CountFixes(props: {
  block: string | null
  said: readonly string[]
  fixes: Fixes | null
}) {
  const { say, lang } = useSay()
  const { block, said, fixes } = props
  const fix = block === null ? null : (fixes?.countIn(block, said) ?? null)
  if (fix === null || fixes === null) return null
  const value = fix.value === null ? '—' : figureText(fix.value, lang)
  return (
    <div className="fixes">
      <p className="quiet small">{say(words.of, { label: say(fix.figure.label) })}</p>
      <div className="actions">
        <button type="button" className="button" onClick={() => fixes.bind(fix)}>
          {say(words.numberIs, { value })}
        </button>
      </div>
    </div>
  )
}
