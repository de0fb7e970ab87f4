import { addWorkdays } from '../../duty/working-day.ts'
import type { Matter } from '../../matter/matter.ts'
import type { Recipient } from '../matters/recipient.ts'
import { openMatters } from '../plan/read-board.ts'
import { booksAround } from '../year/books-around.ts'
import { dutiesIn, mattersOf } from '../year/year-matters.ts'

/**
 * How many things under somebody's supervision have been overdue for more than so many working
 * days: tasks, problems, and the windows of duties. Only the number; whose they are the page says.
 */
export async function countEscalated(recipient: Recipient, afterWorkdays: number): Promise<number> {
  const { ports, session, person, today, year } = recipient
  const isWorkday = (day: string) => ports.calendar.isWorkday(day)
  const isLong = ({ isLate, due }: Matter) =>
    isLate && due !== null && addWorkdays(due, { count: afterWorkdays, isWorkday }) < today
  const books = await booksAround(ports, session, year)
  const tasks = books.filter((book) => book.year === year).flatMap((book) => mattersOf(book).tasks)
  const duties = dutiesIn(year, books)
  const problems = await openMatters(ports, session)
  const late = [...[...tasks, ...problems].map(({ matter }) => matter), ...duties]
    .filter((one) => one.named.supervisor === person && isLong(one))
    // Several windows of one duty are one thing to look after.
    .map(({ key, duty }) => duty ?? key)
  return new Set(late).size
}
