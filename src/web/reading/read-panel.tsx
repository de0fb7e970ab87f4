import { Link } from '@tanstack/react-router'
import type { Label } from '../../ledger/label.ts'
import type { CheckedClaim, CheckedReading } from '../../report/check/check-reading.ts'
import { reasonWithNote } from '../../report/check/reason-with-note.ts'
import { claimStateWord } from '../../report/claim-state-words.ts'
import { useUnit } from '../components/use-unit.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useClaimAbove } from '../report/use-claim-above.ts'
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
  duty: { zh: '责任事项', en: 'Duty' },
  colon: { zh: '：', en: ': ' },
  carried: { zh: '写成时为“{state}”。', en: 'It was “{state}” when the file was written.' },
}

/** Beside a read text: the outline, or the claim under the cursor with what the ledger says. */
export function ReadPanel({
  claim,
  reading,
}: {
  claim: CheckedClaim | null
  reading: CheckedReading
}) {
  const { say } = useSay()
  const panel = useClaimAbove(claim?.id ?? null)
  return (
    <aside
      ref={panel}
      className={claim ? 'claim-panel risen' : 'claim-panel'}
      aria-label={say(words.panel)}
      aria-live="polite"
      // It scrolls by itself, also where nothing in it can take the focus.
      tabIndex={0}
    >
      {claim ? <ReadClaimDetail key={claim.id} claim={claim} /> : <Outline reading={reading} />}
    </aside>
  )
}

function Outline({ reading }: { reading: CheckedReading }) {
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

function ReadClaimDetail({ claim }: { claim: CheckedClaim }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { carried, quantity, records, state } = claim
  const figure = pack.figures.find((one) => one.id === claim.figure)
  const duty = pack.duties.find((one) => one.id === claim.duty)
  const isBound = figure !== undefined || duty !== undefined || records.length > 0
  return (
    <>
      <p className={`claim-state ${state}`}>{say(claimStateWord(state))}</p>
      <blockquote lang="zh-CN">{claim.text}</blockquote>
      <p>{say(reasonWithNote(claim))}</p>
      {carried !== null && carried !== state ? (
        <p className="note bad">{say(words.carried, { state: say(claimStateWord(carried)) })}</p>
      ) : null}
      <dl className="claim-values">
        {quantity ? (
          <Value label={words.stated} value={quantity.value} unit={quantity.unit} />
        ) : null}
        {figure ? (
          <Value label={words.ledger} value={claim.ledger} unit={say(figure.unit)} />
        ) : null}
      </dl>
      {figure ? (
        <>
          <h3>{say(words.definition)}</h3>
          <p>
            <Link to="/registers/$register" params={{ register: figure.register }}>
              {say(figure.label)}
            </Link>
            {say(words.colon)}
            {say(figure.definition)}
          </p>
        </>
      ) : null}
      {duty ? (
        <>
          <h3>{say(words.duty)}</h3>
          <p>{say(duty.label)}</p>
        </>
      ) : null}
      {isBound ? (
        <>
          <h3>{say(words.records)}</h3>
          {records.length > 0 ? (
            <RecordLinks ids={records} />
          ) : (
            <p className="quiet">{say(words.none)}</p>
          )}
        </>
      ) : null}
    </>
  )
}

function Value(props: { label: Label; value: number | null; unit: string }) {
  const { say } = useSay()
  return (
    <div>
      <dt>{say(props.label)}</dt>
      <dd className="number">
        {props.value ?? '—'} <span className="small">{props.unit}</span>
      </dd>
    </div>
  )
}
