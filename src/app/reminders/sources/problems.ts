import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { ProblemMatter } from '../../../matter/problem.ts'
import { openMatters } from '../../plan/read-board.ts'
import type { Recipient } from '../recipient.ts'

/** Problems whose next step is mine: to put right by a day that is near, or to close out. */
export async function problemsWaiting(recipient: Recipient): Promise<readonly string[]> {
  const { taker, lastDay } = recipient
  return (await openProblems(recipient))
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .map(({ key }) => key)
}

/** Problems that stand open, as far as this person may read them. */
export function openProblems({ ports, session }: Recipient): Promise<readonly ProblemMatter[]> {
  return openMatters(ports, session)
}
