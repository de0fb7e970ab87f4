import type { LogPosition } from '../ledger/figure.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { readRoster } from './keep-rosters.ts'
import type { Calendar } from './app-ports.ts'
import type { Clock, Session, Store } from './ports.ts'
import type { Roster } from './roster.ts'
import { todayIn } from './today.ts'
import { readYearRecords, YearBook } from './year-book.ts'

/** Year books by organisation and year, as each reader may see them. */
export interface YearBooks {
  of(session: Session, year: number): Promise<YearBook>
}

interface Sources {
  readonly asOf: LogPosition
  readonly roster: Roster
  readonly records: readonly LedgerRecord[]
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
  const sources = new Map<string, Promise<Sources>>()
  const books = new Map<string, YearBook>()
  return {
    async of(session, year) {
      const { org, pack, actor } = session
      const { size } = await store.read(org.id, (reader) => reader.position())
      const today = todayIn(org.zone, clock)
      const at = `${org.id} ${year} ${pack.digest} ${size}`
      const found = await kept(sources, at, sourcesMax, () =>
        store.read(org.id, async (reader) => ({
          ...(await readYearRecords(reader, { pack, year })),
          roster: await readRoster(reader),
        })),
      )
      const key = `${at} ${today} ${[...actor.roles].sort().join(',')}`
      const known = books.get(key)
      if (known) return known
      const book = new YearBook({
        session,
        year,
        today,
        ...found,
        isWorkday: (day) => calendar.isWorkday(day),
      })
      books.set(key, book)
      dropOldest(books, booksMax)
      return book
    },
  }
}

function kept<T>(
  map: Map<string, Promise<T>>,
  key: string,
  countMax: number,
  make: () => Promise<T>,
): Promise<T> {
  const known = map.get(key)
  if (known) return known
  const made = make()
  made.catch(() => map.delete(key))
  map.set(key, made)
  dropOldest(map, countMax)
  return made
}

function dropOldest(map: Map<string, unknown>, countMax: number): void {
  const oldest = map.keys().next()
  if (map.size > countMax && !oldest.done) map.delete(oldest.value)
}
