import type { Label } from '../../ledger/label.ts'
import type { Recipient } from './recipient.ts'
import { assignedDutiesWaiting } from './sources/assigned-duties.ts'
import { attestationsWaiting } from './sources/attestations.ts'
import { meetingsWaiting, tasksWaiting } from './sources/plan.ts'
import { problemsWaiting } from './sources/problems.ts'
import { reportsWaiting } from './sources/reports.ts'

/** One kind of thing that can wait for somebody. */
export interface WaitingSource {
  readonly label: Label
  /** What waits, each by a key that two sources share for one and the same thing. */
  readonly of: (recipient: Recipient) => Promise<readonly string[]>
}

/** Everything that a reminder counts, in the words that the settings explain it with. */
export const waitingSources: readonly WaitingSource[] = [
  { label: { zh: '待我作出的书面确认', en: 'attestations asked of me' }, of: attestationsWaiting },
  {
    label: {
      zh: '分给我、10个工作日内到期或已逾期的责任事项',
      en: 'duties assigned to me that are overdue or due within 10 working days',
    },
    of: assignedDutiesWaiting,
  },
  { label: { zh: '我的任务', en: 'my tasks' }, of: tasksWaiting },
  { label: { zh: '由我主持、尚未登记的会议', en: 'meetings I chair' }, of: meetingsWaiting },
  {
    label: { zh: '轮到我办理的问题', en: 'problems whose next step is mine' },
    of: problemsWaiting,
  },
  {
    label: { zh: '待我签发、退回我修改的报告', en: 'reports for me to sign or returned to me' },
    of: reportsWaiting,
  },
]

/** How many things wait for somebody; one that two sources name counts once. */
export async function countWaiting(recipient: Recipient): Promise<number> {
  const found = await Promise.all(waitingSources.map(({ of }) => of(recipient)))
  return new Set(found.flat()).size
}
