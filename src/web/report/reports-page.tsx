import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DraftBrief } from '../../api/contract/draft.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { isHandedIn, isSignedAt } from '../../matter/report-step.ts'
import { answerTemplate } from '../../report/call/answer.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useLastYear } from '../components/use-last-year.ts'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'
import './reports-page.css'
import { draftsQuery } from './editor/draft-queries.ts'
import { OpenDraftButton } from './open-draft-button.tsx'

const words = {
  title: { zh: '报告', en: 'Reports' },
  of: { zh: '{year}年', en: '{year}' },
  none: { zh: '业务包里还没有报告模板', en: 'The pack has no report template yet' },
  reading: { zh: '核对一份已有的报告', en: 'Check an existing report' },
  fromLast: { zh: '从去年的报告起草', en: 'Draft from last year’s report' },
  received: { zh: '收到的报告', en: 'Received reports' },
  calls: { zh: '报送任务', en: 'Calls' },
  report: { zh: '报告', en: 'Report' },
  step: { zh: '步骤', en: 'Step' },
  by: { zh: '起草人', en: 'Drafted by' },
  saved: { zh: '最近改动', en: 'Last changed' },
  preview: { zh: '按模板预览', en: 'Preview from the template' },
  open: { zh: '开始起草', en: 'Begin to draft' },
  unsigned: {
    zh: '{year}年的报告还没有签发：{names}。',
    en: 'Not signed yet for {year}: {names}.',
  },
  and: { zh: '、', en: ', ' },
  toYear: { zh: '打开{year}年的报告', en: 'Open the reports of {year}' },
  drafting: { zh: '起草中', en: 'Being drafted' },
  handedIn: { zh: '待{person}复核', en: 'With {person} for review' },
  corrects: { zh: '更正稿', en: 'Corrected version' },
}

/** The reports of a year: where each stands, and where to begin one. */
export function ReportsPage() {
  const { say } = useSay()
  const { pack } = useUnit()
  const { year } = useYear()
  const drafts = useQuery(draftsQuery(year))
  return (
    <>
      <PageHead title={say(words.title)} aside={say(words.of, { year })}>
        <Link to="/reports/from-last">{say(words.fromLast)}</Link>
        <Link to="/received">{say(words.received)}</Link>
        <Link to="/calls">{say(words.calls)}</Link>
        <Link to="/reading">{say(words.reading)}</Link>
      </PageHead>
      <LastYearNote />
      {drafts.error ? <ErrorNote error={drafts.error} retry={() => void drafts.refetch()} /> : null}
      {pack.reports.length > 0 ? (
        <Table
          name={say(words.title)}
          className="report-list"
          heads={[words.report, words.step, words.by, words.saved]}
        >
          {drafts.data
            ?.filter(({ answers }) => answers !== null)
            .map((draft) => (
              <DraftRow key={draft.id} draft={draft} name={say(answerTemplate.label)} />
            ))}
          {pack.reports.map(({ id }) => (
            <ReportRows
              key={id}
              report={id}
              drafts={drafts.data?.filter((one) => one.report === id) ?? []}
            />
          ))}
        </Table>
      ) : (
        <Empty title={say(words.none)} />
      )}
    </>
  )
}

/** At New Year: which reports of the year before are still to be signed, and the way there. */
function LastYearNote() {
  const last = useLastYear()?.year
  return last === undefined ? null : <UnsignedOf year={last} />
}

function UnsignedOf({ year }: { year: number }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { data: drafts } = useQuery(draftsQuery(year))
  if (drafts === undefined) return null
  const signed = new Set(
    drafts.filter(({ flow }) => isSignedAt(flow?.step ?? null)).map(({ report }) => report),
  )
  const names = pack.reports.filter(({ id }) => !signed.has(id)).map(({ label }) => say(label))
  if (names.length === 0) return null
  return (
    <p className="note last-year-note">
      {say(words.unsigned, { year, names: names.join(say(words.and)) })}{' '}
      <Link to="/reports" search={{ year }}>
        {say(words.toYear, { year })}
      </Link>
    </p>
  )
}

function ReportRows({ report, drafts }: { report: string; drafts: readonly DraftBrief[] }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { year } = useYear()
  const label = pack.reports.find((one) => one.id === report)?.label
  const name = label ? say(label) : report
  const mayBegin = session.may.includes('record')
  const preview = <Preview report={report} name={name} />
  if (drafts.length > 0) {
    return drafts.map((draft, nth) => (
      <DraftRow key={draft.id} draft={draft} name={name} beside={nth === 0 ? preview : null} />
    ))
  }
  return (
    <tr>
      <td>
        <span className="report-name">{name}</span> {preview}
      </td>
      <td colSpan={3}>
        {mayBegin ? <OpenDraftButton label={words.open} of={{ report, year }} /> : null}
      </td>
    </tr>
  )
}

/** The report as its template says it, beside its name. */
function Preview({ report, name }: { report: string; name: string }) {
  const { say } = useSay()
  return (
    <Link className="small report-preview" to="/reports/$report" params={{ report }}>
      {say(words.preview)}
      <span className="unseen"> {name}</span>
    </Link>
  )
}

function DraftRow({
  draft,
  name,
  beside = null,
}: {
  draft: DraftBrief
  name: string
  beside?: ReactNode
}) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { pack, roster } = useUnit()
  const { flow } = draft
  const by = roster.people.find((one) => one.id === draft.answersFor)?.name
  const step = pack.lists[coreLists.reportSteps]?.find((one) => one.id === flow?.step)?.label
  const { handedIn } = draft
  const reviewer = isHandedIn({ handedIn, version: flow?.version ?? 0 }) ? handedIn?.to : undefined
  const person = roster.people.find(({ id }) => id === reviewer)?.name
  return (
    <tr>
      <td>
        <Link className="report-name" to="/drafts/$draft" params={{ draft: draft.id }}>
          {draft.title || name}
        </Link>
        {draft.replaces === null ? null : (
          <span className="quiet small"> {say(words.corrects)}</span>
        )}
        {beside ? <> {beside}</> : null}
      </td>
      <td>{person ? say(words.handedIn, { person }) : say(step ?? words.drafting)}</td>
      <td>{by ?? '—'}</td>
      <td className="quiet">{minuteOf(draft.savedAt)}</td>
    </tr>
  )
}
