import { isTurnOf } from '../../../matter/matter.ts'
import { booksAround } from '../../year/books-around.ts'
import { mattersOf } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(recipient: Recipient): Promise<readonly string[]> {
  const { ports, session, year, taker } = recipient
  return (await booksAround(ports, session, year))
    .flatMap((book) => mattersOf(book).attestations)
    .filter((one) => isTurnOf(one, taker))
    .map(({ key }) => key)
}
