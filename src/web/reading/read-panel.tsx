import { useQuery } from '@tanstack/react-query'
import type { Reading, ReadClaim } from '../../report/read/reading.ts'
import { figureQuery } from '../ask/queries.ts'
import { useYear } from '../frame/use-year.ts'
import { useUnit } from '../parts/use-unit.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { claimWord } from '../report/claim-words.ts'
import { useSay } from '../say.tsx'

const words = {
  panel: { zh: '依据', en: 'Evidence' },
  outline: { zh: '提纲', en: 'Outline' },
  noOutline: { zh: '没有读到标题。', en: 'No headings were found.' },
  cites: { zh: '引用的文件', en: 'Instruments cited' },
  stated: { zh: '文中写', en: 'The text says' },
  ledger: { zh: '台账为', en: 'The ledger says' },
  definition: { zh: '定义', en: 'Definition' },
  records: { zh: '背后的记录', en: 'Records behind it' },
  none: { zh: '没有记录', en: 'No records' },
  unbound: {
    zh: '台账里没有与这句话对应的数据项。',
    en: 'No figure of the ledger fits this wording.',
  },
}

/** Beside a read text: the outline, or the claim under the cursor with what the ledger says. */
export function ReadPanel({ claim, reading }: { claim: ReadClaim | null; reading: Reading }) {
  const { say } = useSay()
  return (
    <aside className="claim-panel" aria-label={say(words.panel)} aria-live="polite">
      {claim ? <ReadClaimDetail key={claim.id} claim={claim} /> : <Outline reading={reading} />}
    </aside>
  )
}

function Outline({ reading }: { reading: Reading }) {
  const { say } = useSay()
  return (
    <>
      <h2>{say(words.outline)}</h2>
      {reading.outline.length === 0 ? <p className="quiet">{say(words.noOutline)}</p> : null}
      <ol className="outline" lang="zh-CN">
        {reading.outline.map((item) => (
          <li key={item.id} className={`level-${item.level}`}>
            <span>{item.marker}</span>
            {item.title}
          </li>
        ))}
      </ol>
      {reading.cites.length > 0 ? (
        <>
          <h3>{say(words.cites)}</h3>
          <p lang="zh-CN">{reading.cites.join('')}</p>
        </>
      ) : null}
    </>
  )
}

function ReadClaimDetail({ claim }: { claim: ReadClaim }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { year } = useYear()
  const figure = useQuery({
    ...figureQuery(claim.figure ?? '', String(year)),
    enabled: claim.figure !== null,
  })
  const declared = pack.figures.find((one) => one.id === claim.figure)
  const unit = claim.quantity?.unit ?? ''
  return (
    <>
      <p className={`claim-state ${claim.state}`}>{say(claimWord(claim.state))}</p>
      <blockquote lang="zh-CN">{claim.text}</blockquote>
      <dl className="claim-values">
        {claim.quantity ? (
          <div>
            <dt>{say(words.stated)}</dt>
            <dd className="number">
              {claim.quantity.value ?? '—'} <span className="small">{unit}</span>
            </dd>
          </div>
        ) : null}
        {claim.figure ? (
          <div>
            <dt>{say(words.ledger)}</dt>
            <dd className="number">
              {claim.ledger ?? '—'} <span className="small">{unit}</span>
            </dd>
          </div>
        ) : null}
      </dl>
      {declared ? (
        <>
          <h3>{say(words.definition)}</h3>
          <p>{say(declared.definition)}</p>
          <h3>{say(words.records)}</h3>
          {figure.data && figure.data.records.length > 0 ? (
            <RecordLinks ids={figure.data.records} />
          ) : (
            <p className="quiet">{say(words.none)}</p>
          )}
        </>
      ) : (
        <p className="quiet">{say(words.unbound)}</p>
      )}
    </>
  )
}
