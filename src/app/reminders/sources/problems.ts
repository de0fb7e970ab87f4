import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { ProblemMatter } from '../../../matter/problem.ts'
import { openMatters } from '../../plan/read-board.ts'
import type { Waiter } from '../waiter.ts'

/** Problems whose next step is mine: to put right by a day that is near, or to close out. */
export async function problemsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { taker, lastDay } = waiter
  return (await openProblems(waiter))
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .map(({ key }) => key)
}

/** Problems that stand open, as far as this person may read them. */
export function openProblems({ ports, session }: Waiter): Promise<readonly ProblemMatter[]> {
  return openMatters(ports, session)
}
