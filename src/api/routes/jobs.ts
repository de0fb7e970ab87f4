import type { ListedJob } from '../../app/instances/list-jobs.ts'
import { listJobs } from '../../app/instances/list-jobs.ts'
import type { JobView } from '../contract/reminder.ts'
import { jobsView } from '../contract/reminder.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const administrator = { who: 'member', ability: 'manage-organisations' } as const

/** What the server does by itself. */
export const jobRoutes: readonly Route[] = [
  route({
    id: 'jobs.list',
    method: 'GET',
    path: '/jobs',
    access: administrator,
    summary: { zh: '后台作业', en: 'What the server does by itself' },
    answer: jobsView,
    handle: async ({ service: { ports } }) => ({
      body: (await listJobs(ports)).map(viewOf),
    }),
  }),
]

function viewOf({ job: { id, label, when }, runs }: ListedJob): JobView {
  const isDaily = 'daily' in when
  return {
    id,
    label,
    daily: isDaily ? when.daily : null,
    everyMinutes: isDaily ? null : when.everyMinutes,
    runs: runs.map(({ dueAt, endedAt, outcome, note, tries }) => ({
      dueAt,
      endedAt,
      outcome,
      note,
      tries,
    })),
  }
}
