import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { isPackOfTimeLost } from './pack-of-time.ts'
import type { YearBook } from './year-book.ts'

/**
 * The book of the year before, in which something may still be open: a task that stayed behind, a
 * meeting that is held until February. Null where that year's own pack is lost, so that what this
 * year has to say is still said.
 */
export async function bookBefore(
  { yearBooks }: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  year: number,
): Promise<YearBook | null> {
  return yearBooks.of(session, year - 1).catch((error: unknown) => {
    if (isPackOfTimeLost(error)) return null
    throw error
  })
}

/** The books of the year before, where it can be read, and of this one. */
export async function booksAround(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  year: number,
): Promise<readonly YearBook[]> {
  const before = await bookBefore(ports, session, year)
  const now = await ports.yearBooks.of(session, year)
  return before === null ? [now] : [before, now]
}
