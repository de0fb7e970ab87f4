import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { Matter } from '../../../matter/matter.ts'
import { mattersOf } from '../../year/year-matters.ts'
import type { YearMatters } from '../../year/year-matters.ts'
import { booksAround } from '../waiter.ts'
import type { Waiter } from '../waiter.ts'

/** Tasks of mine that are due soon or overdue. */
export function tasksWaiting(waiter: Waiter): Promise<readonly string[]> {
  return waitingAmong(waiter, ({ tasks }) => tasks.map(({ matter }) => matter))
}

/** Planned meetings that I chair, soon or past, that nobody has recorded as held. */
export function meetingsWaiting(waiter: Waiter): Promise<readonly string[]> {
  return waitingAmong(waiter, ({ meetings }) => meetings.map(({ matter }) => matter))
}

async function waitingAmong(
  waiter: Waiter,
  among: (matters: YearMatters) => readonly Matter[],
): Promise<readonly string[]> {
  const { taker, lastDay } = waiter
  return (await booksAround(waiter))
    .flatMap((book) => among(mattersOf(book)))
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .map(({ key }) => key)
}
