import type { Label } from '../../../ledger/label.ts'
import { atOnce, isTurnOf, waits } from '../../../matter/matter.ts'
import type { ProblemMatter } from '../../../matter/problem.ts'
import type { Waiting, WaitingAsk } from '../../../matter/waiting.ts'
import { openMatters } from '../../plan/read-board.ts'
import type { Recipient } from '../recipient.ts'
import { titling } from './record-title.ts'

/** Problems whose next step is mine: to put right by a day that is near, or to check. */
export async function problemsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session, taker, lastDay } = recipient
  const titleOf = await titling(recipient)
  return (await openMatters(ports, session))
    .filter(({ matter }) => waits(matter, lastDay) && isTurnOf(matter, taker))
    .map(({ matter, record }) => ({
      key: matter.key,
      asks: askOf(matter),
      title: titleOf(record),
      about: aboutOf(matter),
      due: matter.due,
      place: { kind: 'record', register: record.register, record: record.id },
    }))
}

/** What is somebody's own to put right has a day; what is to be checked waits at once. */
function askOf({ asks, due, isLate }: ProblemMatter): WaitingAsk {
  if (isLate) return 'overdue'
  return asks === atOnce && due === null ? 'review' : 'due'
}

function aboutOf({ stage }: ProblemMatter): Label {
  if (stage === null) return { zh: '问题', en: 'A problem' }
  return { zh: `问题：${stage.label.zh}`, en: `A problem: ${stage.label.en}` }
}
