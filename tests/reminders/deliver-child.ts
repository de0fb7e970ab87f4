import type { ClientConfig } from 'pg'
import { openMessenger } from '../../src/adapters/outbound/open-messenger.ts'
import { openJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import type { Organisation } from '../../src/app/ports/store-ports.ts'
import { deliverOutbox } from '../../src/app/reminders/deliver-outbox.ts'

/** What the test tells a process that delivers one pass and ends. */
export interface DeliverTask {
  readonly connection: ClientConfig
  readonly keysDir: string
  readonly data: string
  readonly org: Organisation
}

const task = JSON.parse(process.argv[2] ?? '') as DeliverTask
const clock = { now: () => Date.now() }
const jobs = await openJobs(task)
const organisations = {
  of: () => Promise.resolve(task.org),
  byPublicId: () => Promise.resolve(task.org),
  all: () => Promise.resolve([task.org]),
  found: () => Promise.resolve(task.org),
}
await deliverOutbox(
  {
    clock,
    organisations,
    reminders: jobs.reminders,
    messenger: openMessenger({ data: task.data, clock, countSent: jobs.countSent }),
    pause: () => Promise.resolve(),
  },
  {
    signal: new AbortController().signal,
    onProblem: (error: unknown) => {
      throw error
    },
  },
)
await jobs.close()
