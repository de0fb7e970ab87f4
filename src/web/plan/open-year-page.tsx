import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OpenedYear, ProposedPlanView } from '../../api/contract/plan.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useYear } from '../components/use-year.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import './plan-page.css'
import { CarriedAssignments } from './carried-assignments.tsx'
import { FirstTasks } from './first-tasks.tsx'
import type { DraftTask } from './proposed-tasks.ts'
import { proposedTasks, tasksBody } from './proposed-tasks.ts'
import { ReportSteps } from './report-steps.tsx'

const words = {
  title: { zh: '编制{year}年计划', en: 'Draw up the plan of {year}' },
  about: {
    zh: '下面是按业务包的责任事项、上年分工、未销号的问题、未完成的任务提出的建议。勾选需要的，改好责任人和时限，一次写入；重复写入不会重复登记。',
    en: 'Proposed from the duties of the pack, last year’s assignments, open problems and unfinished tasks. Tick what you want, put owners and due days right, and write it at once; doing it again writes nothing twice.',
  },
  write: { zh: '写入计划（{count}项）', en: 'Write the plan ({count})' },
  writing: { zh: '正在写入…', en: 'Writing…' },
  nothing: { zh: '没有勾选任何一项', en: 'Nothing is ticked' },
  done: {
    zh: '已写入：责任分工 {assigned} 项，任务 {tasks} 项。{known} 项以前已经写入。',
    en: 'Written: {assigned} assignments, {tasks} tasks. {known} stood there already.',
  },
  toPlan: { zh: '查看{year}年计划', en: 'Open the plan of {year}' },
}

const proposalQuery = (year: number) =>
  queryOptions({
    queryKey: ['plan', year, 'proposal'],
    queryFn: ({ signal }) => ask<ProposedPlanView>(`/plan/proposal?year=${year}`, { signal }),
  })

/** What the plan of a year may begin with: proposed, ticked, written in one transaction. */
export function OpenYearPage() {
  const { year } = useYear()
  const { data: proposal } = useSuspenseQuery(proposalQuery(year))
  const [opened, setOpened] = useState<(OpenedYear & { year: number }) | null>(null)
  const { say } = useSay()
  return (
    <>
      <PageHead title={say(words.title, { year })} />
      <p className="quiet plan-about">{say(words.about)}</p>
      {opened?.year === year ? (
        <p className="note good" role="status">
          {say(words.done, { ...opened })} <Link to="/plan">{say(words.toPlan, { year })}</Link>
        </p>
      ) : null}
      <Proposal
        key={`${year} ${opened === null ? '' : 'again'}`}
        proposal={proposal}
        onOpened={(done) => setOpened({ ...done, year })}
      />
    </>
  )
}

interface Ticked {
  readonly rows: ProposedPlanView['assignments']
  readonly tasks: readonly DraftTask[]
}

function useOpenYear(year: number, onOpened: (opened: OpenedYear) => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ rows, tasks }: Ticked) => {
      const assignments = rows.map(({ carried: _carried, gone: _gone, ...row }) => row)
      const body = { year, assignments, tasks: tasksBody(tasks) }
      return ask<OpenedYear>('/plan', { method: 'POST', body })
    },
    onSuccess: async (opened) => {
      await queryClient.invalidateQueries({ queryKey: ['plan'] })
      refreshAfterWrite(queryClient)
      onOpened(opened)
      window.scrollTo(0, 0)
    },
  })
}

function Proposal(props: { proposal: ProposedPlanView; onOpened: (opened: OpenedYear) => void }) {
  const { say } = useSay()
  const { proposal } = props
  const { year } = proposal
  const [assignments, setAssignments] = useState(() =>
    proposal.assignments.filter((one) => one.carried).map((row) => ({ row, ticked: true })),
  )
  const [tasks, setTasks] = useState<readonly DraftTask[]>(() => proposedTasks(proposal))
  const rows = assignments.filter(({ ticked }) => ticked).map(({ row }) => row)
  const count = rows.length + tasks.filter(({ ticked }) => ticked).length
  const write = useOpenYear(year, props.onOpened)
  const change = (key: string, next: Partial<DraftTask>) =>
    setTasks((before) => before.map((one) => (one.key === key ? { ...one, ...next } : one)))
  return (
    <form
      className="open-year"
      onSubmit={(event) => {
        event.preventDefault()
        if (count > 0) write.mutate({ rows, tasks })
      }}
    >
      <CarriedAssignments proposal={proposal} assignments={assignments} onChange={setAssignments} />
      <FirstTasks kind="problem" tasks={tasks} onChange={change} />
      <FirstTasks kind="last-year" tasks={tasks} onChange={change} />
      <ReportSteps
        year={year}
        known={proposal.nextSteps}
        tasks={tasks}
        onChange={change}
        onFound={(found) =>
          setTasks((before) => [
            ...before,
            ...found.filter((one) => !before.some(({ key }) => key === one.key)),
          ])
        }
      />
      {write.error ? <ErrorNote error={write.error} /> : null}
      <p className="plan-save actions">
        <button type="submit" className="button primary" disabled={count === 0 || write.isPending}>
          {write.isPending ? say(words.writing) : say(words.write, { count })}
        </button>
        {count === 0 ? <span className="quiet">{say(words.nothing)}</span> : null}
      </p>
    </form>
  )
}
