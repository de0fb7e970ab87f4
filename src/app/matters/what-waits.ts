import { compareTexts } from '../../ledger/compare-texts.ts'
import type { Label } from '../../ledger/label.ts'
import { soonWorkdays } from '../../matter/soon.ts'
import type { Waiting } from '../../matter/waiting.ts'
import { waitingAsks } from '../../matter/waiting.ts'
import type { Recipient } from './recipient.ts'
import { assignedDutiesWaiting } from './sources/assigned-duties.ts'
import { attestationsWaiting } from './sources/attestations.ts'
import { callsWaiting } from './sources/calls.ts'
import { commentsWaiting } from './sources/comments.ts'
import { meetingsWaiting, tasksWaiting } from './sources/plan.ts'
import { problemsWaiting } from './sources/problems.ts'
import { receivedWaiting } from './sources/received.ts'
import { reportsWaiting } from './sources/reports.ts'

/** One kind of thing that can wait for somebody. */
export interface WaitingSource {
  readonly label: Label
  /** What waits; two sources that name one thing give it one key. */
  readonly of: (recipient: Recipient) => Promise<readonly Waiting[]>
}

/** Everything that can wait for somebody, in the words that the settings explain it with. */
export const waitingSources: readonly WaitingSource[] = [
  {
    label: {
      zh: '送我复核、待我签发或裁定、退回我修改、待我报送或取回答复的报告',
      en: 'reports for me to review, sign, decide on, mend or send, or answered',
    },
    of: reportsWaiting,
  },
  { label: { zh: '待我作出的书面确认', en: 'attestations asked of me' }, of: attestationsWaiting },
  {
    label: {
      zh: '待我签发和待签收的报送任务，上级调阅、待转交的答复',
      en: 'calls to sign, or to take from above; answers to hand on',
    },
    of: callsWaiting,
  },
  { label: { zh: '待我接收或退回的报告', en: 'received reports to settle' }, of: receivedWaiting },
  {
    label: { zh: '对我起草的报告的意见', en: 'comments on reports that I draft' },
    of: commentsWaiting,
  },
  {
    label: {
      zh: `分给我、${soonWorkdays}个工作日内到期或已逾期的责任事项`,
      en: `duties assigned to me that are overdue or due within ${soonWorkdays} working days`,
    },
    of: assignedDutiesWaiting,
  },
  { label: { zh: '我的任务', en: 'my tasks' }, of: tasksWaiting },
  { label: { zh: '由我主持、尚未登记的会议', en: 'meetings I chair' }, of: meetingsWaiting },
  {
    label: { zh: '轮到我办理的问题', en: 'problems whose next step is mine' },
    of: problemsWaiting,
  },
]

/**
 * What waits for somebody: one list for the page of the year, "mine", the phone and reminders. By
 * what it asks, then by day; something that two sources name stands in it once.
 */
export async function whatWaits(recipient: Recipient): Promise<readonly Waiting[]> {
  const found = (await Promise.all(waitingSources.map(({ of }) => of(recipient)))).flat()
  const once = new Map(found.map((one) => [one.key, one]))
  return [...once.values()].sort(
    (one, other) =>
      waitingAsks.indexOf(one.asks) - waitingAsks.indexOf(other.asks) ||
      compareTexts(one.due ?? '9999', other.due ?? '9999') ||
      compareTexts(one.key, other.key),
  )
}
