import { isTurnOf } from '../../../matter/matter.ts'
import { mattersOf } from '../../year/year-matters.ts'
import { booksAround } from '../recipient.ts'
import type { Recipient } from '../recipient.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(recipient: Recipient): Promise<readonly string[]> {
  const { taker } = recipient
  return (await booksAround(recipient))
    .flatMap((book) => mattersOf(book).attestations)
    .filter((one) => isTurnOf(one, taker))
    .map(({ key }) => key)
}
