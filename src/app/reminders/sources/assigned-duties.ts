import { computeYear } from '../../compute-year.ts'
import { assignmentsOf } from '../../plan/list-plan.ts'
import type { Waiter } from '../waiter.ts'

/** Duties assigned to me that are due soon or overdue. What I am to attest is counted as that. */
export async function assignedDutiesWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { ports, session, person, year } = waiter
  const assignments = await assignmentsOf(ports, session, year)
  const mine = new Set(assignments.filter((one) => one.person === person).map(({ duty }) => duty))
  if (mine.size === 0) return []
  const book = await ports.yearBooks.of(session, year)
  const { roles } = session.actor
  const { due, standings } = computeYear(book, { calendar: ports.calendar, roles, person })
  const overdue = standings.filter(({ state }) => state === 'overdue')
  const ids = [...due, ...overdue].map(({ duty }) => duty).filter((duty) => mine.has(duty))
  return ids.filter((duty) => !isMyWord(waiter, duty)).map((duty) => `duty ${duty}`)
}

function isMyWord({ session }: Waiter, duty: string): boolean {
  const require = session.pack.duties.get(duty)?.require
  return require?.kind === 'none' && session.actor.roles.includes(require.attest.by)
}
