import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OpenedDraft } from '../../api/contract/draft.ts'
import type { LastReportView } from '../../api/contract/reading.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../frame/use-year.ts'
import { useSay } from '../say.tsx'
import './from-last-page.css'
import { BindCounts } from './bind-counts.tsx'
import { proposedBindings } from './bindings.ts'
import type { Bindings } from './bindings.ts'

const words = {
  title: { zh: '从去年的报告起草', en: 'Draft from last year’s report' },
  about: {
    zh: '把去年的报告（.docx、.txt、.md）拖到这里：标题和文字照原样进入{year}年的草稿，数量逐处选定数据项，此后由台账得出。',
    en: 'Drop last year’s report here (.docx, .txt, .md). Its headings and words go into the draft of {year}; each count is bound to a figure and comes from the ledger from then on.',
  },
  reading: { zh: '正在读{name}…', en: 'Reading {name}…' },
  read: {
    zh: '读出 {headings} 个标题、{counts} 处数量，已按文件所载或文字建议 {proposed} 处。',
    en: '{headings} headings and {counts} counts were read; {proposed} are proposed, as the file names them or by their wording.',
  },
  report: { zh: '报告', en: 'Report' },
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
        <Binding key={read.submittedAt} reading={read.data} onOther={() => read.reset()} />
      ) : (
        <FileDrop accept=".docx,.txt,.md" onFile={(file) => read.mutate(file)}>
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

function Binding({ reading, onOther }: { reading: LastReportView; onOther: () => void }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { year } = useYear()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [bindings, setBindings] = useState<Bindings>(() => proposedBindings(reading))
  const [report, setReport] = useState(pack.reports[0]?.id ?? '')
  const begin = useMutation({
    mutationFn: () =>
      ask<OpenedDraft>('/drafts/from-text', {
        method: 'POST',
        body: { report, year, text: reading.text, bindings: chosen(bindings) },
      }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['drafts'] })
      void navigate({ to: '/drafts/$draft', params: { draft: id } })
    },
  })
  return (
    <>
      <ReadSummary reading={reading} />
      {reading.notices.map((notice) => (
        <p key={notice.en} className="note wait">
          {say(notice)}
        </p>
      ))}
      <BindCounts reading={reading} bindings={bindings} onChange={setBindings} />
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
