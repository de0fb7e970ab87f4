import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reasonWithNote } from '../../report/check/reason-with-note.ts'
import { claimStateWord } from '../../report/claim-state-words.ts'
import { isClosedBehind } from '../../report/closed-reason.ts'
import type { Claim } from '../../report/document.ts'
import { figureQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { TermLines } from '../components/term-lines.tsx'
import { useUnit } from '../components/use-unit.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useSay } from '../say.tsx'
import { RecordProblem } from './record-problem.tsx'
import { useClaimAbove } from './use-claim-above.ts'

const words = {
  panel: { zh: '依据', en: 'Evidence' },
  close: { zh: '收起', en: 'Close' },
  choose: {
    zh: '点开一处带下划线的表述，这里会说明它的定义、数值和背后的记录。',
    en: 'Open an underlined claim: its definition, value and records will stand here.',
  },
  stated: { zh: '报告写', en: 'The report says' },
  ledger: { zh: '台账为', en: 'The ledger says' },
  definition: { zh: '定义', en: 'Definition' },
  records: { zh: '背后的记录', en: 'Records behind it' },
  none: { zh: '没有记录', en: 'No records' },
  asOf: { zh: '截至日志第 {size} 条', en: 'As of log entry {size}' },
  duty: { zh: '责任事项', en: 'Duty' },
}

/** The claim under the cursor: its state, definition, value and records. */
export function ClaimPanel(props: {
  claim: Claim | null
  /** What the document counts over. */
  period: string
  /** The report's record; null before its first review, and for a preview. */
  report: string | null
  /** On a phone it rises over the text, and this closes it; null: it is closed. */
  sheet: (() => void) | null
  /** What can be done about the claim. */
  children?: ReactNode
}) {
  const { say } = useSay()
  const { claim, period, report, sheet } = props
  const panel = useClaimAbove(sheet === null ? null : (claim?.id ?? null))
  const risen = claim !== null && sheet !== null ? ' risen' : ''
  return (
    <aside
      ref={panel}
      className={`claim-panel unprinted${risen}`}
      aria-label={say(words.panel)}
      aria-live="polite"
    >
      {claim ? (
        <>
          {sheet ? (
            <button type="button" className="button plain close-sheet" onClick={sheet}>
              {say(words.close)}
            </button>
          ) : null}
          <ClaimDetail key={claim.id} claim={claim} period={period} />
          {props.children}
          <RecordProblem claim={claim} report={report} />
        </>
      ) : (
        <p className="quiet">{say(words.choose)}</p>
      )}
    </aside>
  )
}

function ClaimDetail({ claim, period }: { claim: Claim; period: string }) {
  const { say } = useSay()
  const { pack } = useUnit()
  // A figure of a restricted register is none of the reader's, nor is one of the bodies below.
  const declared = pack.figures.find((one) => one.id === claim.figure)
  const figure = useQuery({
    ...figureQuery(claim.figure ?? '', period),
    enabled: declared !== undefined,
  })
  const duty = pack.duties.find((one) => one.id === claim.duty)
  const unit = declared ? say(declared.unit) : ''
  return (
    <>
      <p className={`claim-state ${claim.state}`}>{say(claimStateWord(claim.state))}</p>
      <blockquote lang="zh-CN">{claim.text}</blockquote>
      <p>{say(reasonWithNote(claim))}</p>
      {claim.stated !== null || claim.ledger !== null ? (
        <dl className="claim-values">
          <Value label={say(words.stated)} value={claim.stated} unit={unit} />
          <Value label={say(words.ledger)} value={claim.ledger} unit={unit} />
        </dl>
      ) : null}
      {declared ? (
        <>
          <h3>{say(words.definition)}</h3>
          <p>{say(figure.data?.definition ?? declared.definition)}</p>
          <TermLines of={figure.data?.definition ?? declared.definition} />
          {figure.data ? (
            <p className="small quiet">{say(words.asOf, { size: figure.data.asOf.size })}</p>
          ) : null}
        </>
      ) : null}
      {duty ? (
        <>
          <h3>{say(words.duty)}</h3>
          <p>{say(duty.label)}</p>
        </>
      ) : null}
      {figure.error ? <ErrorNote error={figure.error} /> : null}
      {isClosedBehind(claim) ? null : <RecordsBehind ids={claim.records} />}
    </>
  )
}

function RecordsBehind({ ids }: { ids: Claim['records'] }) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(words.records)}</h3>
      {ids.length > 0 ? <RecordLinks ids={ids} /> : <p className="quiet">{say(words.none)}</p>}
    </>
  )
}

function Value({ label, value, unit }: { label: string; value: number | null; unit: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="number">
        {value ?? '—'} <span className="small">{value === null ? '' : unit}</span>
      </dd>
    </div>
  )
}
