import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OpenedDraft } from '../../api/contract/draft.ts'
import type { LastReportView } from '../../api/contract/reading.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'
import './from-last-page.css'
import { BindCounts } from './bind-counts.tsx'
import type { Bindings } from './bindings.ts'
import { proposedBindings } from './bindings.ts'

const words = {
  title: { zh: '从去年的报告起草', en: 'Draft from last year’s report' },
  about: {
    zh: '把去年的报告（.docx、.txt、.md，或本单位签发的 .pdf）拖到这里：标题和文字照原样进入{year}年的草稿，数量逐处选定数据项，此后由台账得出。',
    en: 'Drop last year’s report here (.docx, .txt, .md, or a .pdf that we signed). Its headings and words go into the draft of {year}; each count is bound to a figure and comes from the ledger from then on.',
  },
  reading: { zh: '正在读{name}…', en: 'Reading {name}…' },
  read: {
    zh: '读出 {headings} 个标题、{counts} 处数量，已按文件所载或文字建议 {proposed} 处。',
    en: '{headings} headings and {counts} counts were read; {proposed} are proposed, as the file names them or by their wording.',
  },
  report: { zh: '报告', en: 'Report' },
  renewed: {
    zh: '这是本单位{of}年签发的报告：正文和关联取自其中的证据，{bound}处表述改由{year}年的台账得出。',
    en: 'This is our signed report of {of}: body and bindings come from its evidence, and {bound} claims follow from the ledger of {year}.',
  },
  released: {
    zh: '以下{count}处写的是当年的具体记录，无法关联，照原文成为普通文字，请逐处改写：',
    en: 'These {count} tell of single records of that year. They cannot be bound and become plain text; rewrite each:',
  },
  begin: { zh: '以此起草', en: 'Begin the draft' },
  other: { zh: '换一份', en: 'Another file' },
}

/** Last year's report becomes this year's draft, its counts bound to figures one by one. */
export function FromLastPage() {
  const { say } = useSay()
  const { year } = useYear()
  const read = useMutation({
    mutationFn: ({ bytes }: GivenFile) =>
      ask<LastReportView>(`/reading/last-report?year=${year}`, { method: 'POST', file: bytes }),
  })
  return (
    <div className="stack">
      <PageHead title={say(words.title)} />
      {read.data ? (
        <Read key={read.submittedAt} reading={read.data} onOther={() => read.reset()} />
      ) : (
        <FileDrop accept=".docx,.pdf,.txt,.md" onFile={(file) => read.mutate(file)}>
          {say(words.about, { year })}
        </FileDrop>
      )}
      {read.isPending ? (
        <p role="status">{say(words.reading, { name: read.variables?.name ?? '' })}</p>
      ) : null}
      {read.error ? <ErrorNote error={read.error} /> : null}
    </div>
  )
}

function Read({ reading, onOther }: { reading: LastReportView; onOther: () => void }) {
  return reading.renewed ? (
    <Renewed renewed={reading.renewed} onOther={onOther} />
  ) : (
    <Binding reading={reading} onOther={onOther} />
  )
}

/** A signed report of ours brings its bindings along: there is nothing to choose. */
function Renewed(props: { renewed: NonNullable<LastReportView['renewed']>; onOther: () => void }) {
  const { say } = useSay()
  const { year } = useYear()
  const { of, bound, released, report, tree } = props.renewed
  return (
    <>
      <p>{say(words.renewed, { of, year, bound })}</p>
      {released.length > 0 ? (
        <section className="note wait">
          <p>{say(words.released, { count: released.length })}</p>
          <ul lang="zh-CN">
            {released.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Begin
        start={report}
        onOther={props.onOther}
        begin={(chosen) =>
          ask<OpenedDraft>('/drafts/from-signed', {
            method: 'POST',
            body: { report: chosen, year, tree },
          })
        }
      />
    </>
  )
}

function Binding({ reading, onOther }: { reading: LastReportView; onOther: () => void }) {
  const { say } = useSay()
  const { year } = useYear()
  const [bindings, setBindings] = useState<Bindings>(() => proposedBindings(reading))
  return (
    <>
      <ReadSummary reading={reading} />
      {reading.notices.map((notice) => (
        <p key={notice.en} className="note wait">
          {say(notice)}
        </p>
      ))}
      <BindCounts reading={reading} bindings={bindings} onChange={setBindings} />
      <Begin
        start={null}
        onOther={onOther}
        begin={(report) =>
          ask<OpenedDraft>('/drafts/from-text', {
            method: 'POST',
            body: { report, year, text: reading.text, bindings: chosen(bindings) },
          })
        }
      />
    </>
  )
}

/** Which report it becomes, and the button that begins it. */
function Begin(props: {
  /** The report to begin with; null: the first of the pack. */
  start: string | null
  begin: (report: string) => Promise<OpenedDraft>
  onOther: () => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { start, begin: ofReport, onOther } = props
  const known = pack.reports.find(({ id }) => id === start) ?? pack.reports[0]
  const [report, setReport] = useState(known?.id ?? '')
  const begin = useMutation({
    mutationFn: () => ofReport(report),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['drafts'] })
      void navigate({ to: '/drafts/$draft', params: { draft: id } })
    },
  })
  return (
    <>
      <div className="from-last-end">
        <label>
          {say(words.report)}{' '}
          <select
            className="input"
            value={report}
            onChange={(event) => setReport(event.target.value)}
          >
            {pack.reports.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.label)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button primary"
          disabled={begin.isPending}
          onClick={() => begin.mutate()}
        >
          {say(words.begin)}
        </button>
        <button type="button" className="link" onClick={onOther}>
          {say(words.other)}
        </button>
      </div>
      {begin.error ? <ErrorNote error={begin.error} /> : null}
    </>
  )
}

function ReadSummary({ reading }: { reading: LastReportView }) {
  const { say } = useSay()
  const counts = reading.claims.filter(({ quantity }) => quantity !== null)
  return (
    <p>
      {say(words.read, {
        headings: reading.outline.length,
        counts: counts.length,
        proposed: Object.keys(chosen(proposedBindings(reading))).length,
      })}
    </p>
  )
}

function chosen(bindings: Bindings): Record<string, string> {
  return Object.fromEntries(Object.entries(bindings).filter(([, figure]) => figure !== ''))
}
