import { isTurnOf } from '../../../matter/matter.ts'
import { mattersOf } from '../../year/year-matters.ts'
import { booksAround } from '../waiter.ts'
import type { Waiter } from '../waiter.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { taker } = waiter
  return (await booksAround(waiter))
    .flatMap((book) => mattersOf(book).attestations)
    .filter((one) => isTurnOf(one, taker))
    .map(({ key }) => key)
}
