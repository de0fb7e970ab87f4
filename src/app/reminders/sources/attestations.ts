import { computeYear } from '../../compute-year.ts'
import type { Waiter } from '../waiter.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { ports, session, person, year } = waiter
  const found = [year - 1, year].map(async (one) => {
    const book = await ports.yearBooks.of(session, one)
    const { calendar } = ports
    const { roles } = session.actor
    const { waitsForMe, contradictedForMe } = computeYear(book, { calendar, roles, person })
    return [...waitsForMe, ...contradictedForMe]
  })
  return (await Promise.all(found)).flat().map(({ duty, period }) => `attest ${duty} ${period}`)
}
