import { computeYear } from '../../compute-year.ts'
import type { Waiter } from '../waiter.ts'

/** Statements asked of me, of this year and the one before. */
export async function attestationsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { ports, session, year } = waiter
  const found = [year - 1, year].map(async (one) => {
    const book = await ports.yearBooks.of(session, one)
    const { calendar } = ports
    return computeYear(book, { calendar, roles: session.actor.roles }).waitsForMe
  })
  return (await Promise.all(found)).flat().map(({ duty, period }) => `attest ${duty} ${period}`)
}
