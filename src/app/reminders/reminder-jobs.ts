import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { deliverOutbox } from './deliver-outbox.ts'
import { makeDigests } from './make-digests.ts'

/** Making the digests of the day, and sending them. What came of it stands in each outbox. */
export const reminderJobs: readonly DeclaredJob<AppPorts>[] = [
  {
    id: 'reminders.make',
    label: { zh: '生成当日提醒', en: 'Make the reminders of the day' },
    when: { everyMinutes: 5 },
    long: true,
    run: async (ports, context) => {
      await makeDigests(ports, context)
      return { note: null }
    },
  },
  {
    id: 'reminders.send',
    label: { zh: '发送提醒', en: 'Send reminders' },
    when: { everyMinutes: 1 },
    run: async (ports, context) => {
      await deliverOutbox({ ...ports, pause: context.pause }, context)
      return { note: null }
    },
  },
]
