import { isTurnOf } from '../../../matter/matter.ts'
import { mattersOf } from '../../matters/year-matters.ts'
import type { Waiter } from '../waiter.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { ports, session, taker, year } = waiter
  const books = await Promise.all([year - 1, year].map((one) => ports.yearBooks.of(session, one)))
  return books
    .flatMap((book) => mattersOf(book).attestations)
    .filter((one) => isTurnOf(one, taker))
    .map(({ key }) => key)
}
