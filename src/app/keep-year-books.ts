import type { Calendar } from './app-ports.ts'
import { followYear } from './follow-year.ts'
import type { YearSources } from './follow-year.ts'
import type { Clock, Session, Store } from './ports.ts'
import { todayIn } from './today.ts'
import { YearBook } from './year-book.ts'

/** Year books by organisation and year, as each reader may see them. */
export interface YearBooks {
  of(session: Session, year: number): Promise<YearBook>
}

// A year of ten thousand records takes about 20 MB; a busy server answers for a few at a time.
const sourcesMax = 12
const booksMax = 60

/**
 * Keeps what was computed until the log of the organisation grows: a value holds at a position.
 * Readers with the same roles share a book.
 */
export function keepYearBooks({
  store,
  clock,
  calendar,
}: {
  store: Store
  clock: Clock
  calendar: Pick<Calendar, 'isWorkday'>
}): YearBooks {
  const known = new Map<string, YearSources>()
  const books = new Map<string, YearBook>()
  const followed = async ({ org, pack }: Session, year: number): Promise<YearSources> => {
    const key = `${org.id} ${year} ${pack.digest}`
    const now = await store.read(org.id, (reader) =>
      followYear(reader, { pack, year }, known.get(key) ?? null),
    )
    // Of two readers at once the one that saw more decides what is kept.
    if ((known.get(key)?.asOf.size ?? -1) < now.asOf.size) {
      known.delete(key)
      known.set(key, now)
      dropOldest(known, sourcesMax)
    }
    return now
  }
  return {
    async of(session, year) {
      const { org, pack, actor } = session
      const sources = await followed(session, year)
      const today = todayIn(org.zone, clock)
      const at = `${org.id} ${year} ${pack.digest} ${sources.asOf.size}`
      const key = `${at} ${today} ${[...actor.roles].sort().join(',')}`
      const kept = books.get(key)
      if (kept) return kept
      const book = new YearBook({
        session,
        year,
        today,
        ...sources,
        isWorkday: (day) => calendar.isWorkday(day),
      })
      books.set(key, book)
      dropOldest(books, booksMax)
      return book
    },
  }
}

function dropOldest(map: Map<string, unknown>, countMax: number): void {
  const oldest = map.keys().next()
  if (map.size > countMax && !oldest.done) map.delete(oldest.value)
}
