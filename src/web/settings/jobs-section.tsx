import { useQuery } from '@tanstack/react-query'
import type { JobRunView, JobView } from '../../api/contract/reminder.ts'
import type { Label } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'
import { itemsOf } from '../api-client/items-of.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '后台作业', en: 'Jobs' },
  about: {
    zh: '服务器自己按时做的事。服务器停机时错过的，启动后补做最近一次。',
    en: 'What the server does by itself. Of what it missed while it was down it does the newest.',
  },
  job: { zh: '作业', en: 'Job' },
  when: { zh: '时间', en: 'When' },
  last: { zh: '最近一次', en: 'Last run' },
  daily: { zh: '每天 {at}', en: 'each day at {at}' },
  every: { zh: '每 {minutes} 分钟', en: 'every {minutes} minutes' },
  minute: { zh: '每分钟', en: 'every minute' },
  never: { zh: '还没有运行过', en: 'not yet' },
  running: { zh: '正在进行', en: 'running' },
  failedAt: { zh: '上次失败', en: 'Last failure' },
  tries: { zh: '第 {count} 次尝试', en: 'try {count}' },
}

const outcomeWords: Readonly<Record<NonNullable<JobRunView['outcome']>, Label>> = {
  done: { zh: '完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
  'cut-off': { zh: '中断', en: 'cut off' },
}

/** What the server does by itself, and what came of it. */
export function JobsSection() {
  const { say } = useSay()
  const query = useQuery({
    queryKey: ['jobs'],
    queryFn: async () => itemsOf<JobView>(await ask('/jobs')),
  })
  return (
    <section aria-labelledby="jobs-title">
      <h2 id="jobs-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {query.error ? <ErrorNote error={query.error} /> : null}
      <Table
        name={{ labelledBy: 'jobs-title' }}
        className="jobs"
        heads={[words.job, words.when, words.last]}
      >
        {(query.data ?? []).map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </Table>
    </section>
  )
}

function JobRow({ job }: { job: JobView }) {
  const { say } = useSay()
  const [last] = job.runs
  const failed = job.runs.find(({ outcome }) => outcome === 'failed' || outcome === 'cut-off')
  return (
    <tr>
      <th scope="row">{say(job.label)}</th>
      <td className="quiet">
        {say(whenOf(job), { at: job.daily ?? '', minutes: minutesOf(job) })}
      </td>
      <td>
        {last ? <Run run={last} /> : <span className="quiet">{say(words.never)}</span>}
        {failed && failed !== last ? (
          <p className="small">
            {say(words.failedAt)} <Run run={failed} />
          </p>
        ) : null}
      </td>
    </tr>
  )
}

function whenOf({ daily, everyMinutes }: JobView): Label {
  if (daily !== null) return words.daily
  return everyMinutes === 1 ? words.minute : words.every
}

function minutesOf({ everyMinutes }: JobView): string {
  return String(everyMinutes ?? '')
}

function Run({ run }: { run: JobRunView }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const isBad = run.outcome === 'failed' || run.outcome === 'cut-off'
  return (
    <>
      <span className="number">{minuteOf(run.endedAt ?? run.dueAt)}</span>{' '}
      <span className={isBad ? 'reminder-failed' : undefined}>
        {say(run.outcome === null ? words.running : outcomeWords[run.outcome])}
      </span>
      {run.tries > 1 ? (
        <span className="quiet"> {say(words.tries, { count: String(run.tries) })}</span>
      ) : null}
      {run.note === null ? null : <span className="quiet small"> {say(run.note)}</span>}
    </>
  )
}
