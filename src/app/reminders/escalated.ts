import { addWorkdays } from '../../duty/working-day.ts'
import { listPlan } from '../plan/list-plan.ts'
import { openProblems } from './sources/problems.ts'
import type { Waiter } from './waiter.ts'

/**
 * How many things under somebody's supervision have been overdue for more than so many working
 * days: tasks, problems, and the windows of duties. Only the number; whose they are the page says.
 */
export async function countEscalated(waiter: Waiter, afterWorkdays: number): Promise<number> {
  const { ports, session, person, today, year } = waiter
  const isWorkday = (day: string) => ports.calendar.isWorkday(day)
  const isLong = (due: unknown) =>
    typeof due === 'string' &&
    due < today &&
    addWorkdays(due, { count: afterWorkdays, isWorkday }) < today
  const { tasks, assignments } = await listPlan(ports, session, { year, person })
  const late = tasks
    .filter(
      ({ supervisor, state, due }) => supervisor === person && state === 'overdue' && isLong(due),
    )
    .map(({ id }) => id)
  const problems = (await openProblems(waiter))
    .filter(({ record }) => record.values['supervisor'] === person && isLong(record.values['due']))
    .map(({ record }) => record.id)
  const book = await ports.yearBooks.of(session, year)
  const duties = assignments
    .filter(({ supervisor }) => supervisor === person)
    .filter(({ duty }) =>
      book.standing(duty)?.windows.some(({ state, to }) => state === 'overdue' && isLong(to)),
    )
    .map(({ duty }) => duty)
  return new Set([...late, ...problems, ...duties]).size
}
