import type { Clock } from '../../append/effects.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LogPosition } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { readingOf } from '../../pack/pack.ts'
import type { Pack } from '../../pack/pack.ts'
import { dayIn, todayIn } from '../organisation/today.ts'
import type { Reader, Session, Store } from '../ports/store-ports.ts'
import type { Calendar } from '../ports/work-calendar-ports.ts'
import { followYear, yearAsOf } from './follow-year.ts'
import type { YearSources } from './follow-year.ts'
import { PacksOfTime } from './pack-of-time.ts'
import { YearBook } from './year-book.ts'

/** Year books by organisation and year, as each reader may see them. */
export interface YearBooks {
  /**
   * The year as it stands now, or, with `at`, as it stood when the log had so many entries: its
   * records, statements, roster, day and pack. Refuses with `year.at` a size without checkpoint,
   * and with `year.pack` where the pack of that time cannot be read.
   */
  of(session: Session, year: number, at?: number): Promise<YearBook>
  /** A pack that the organisation adopted, read from its kept files; null: none, or unreadable. */
  packOf(session: Pick<Session, 'org'>, digest: string): Promise<Pack | null>
}

// A year of ten thousand records takes about 20 MB; a busy server answers for a few at a time.
const sourcesMax = 12
const booksMax = 60
const pastBooksMax = 8

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: Pick<Calendar, 'isWorkday' | 'knows'>
  readonly crypto: Pick<LogCrypto, 'sha256'>
}

/**
 * Keeps what was computed until the log of the organisation grows: a value holds at a position.
 * Readers with the same roles share a book.
 */
export function keepYearBooks(needs: Needs): YearBooks {
  const packs = new PacksOfTime(needs.crypto)
  const present = keepPresentBooks(needs, packs)
  const past = keepPastBooks(needs, packs)
  return {
    packOf: ({ org }, digest) => needs.store.read(org.id, (reader) => packs.kept(reader, digest)),
    of: (session, year, at) =>
      at === undefined ? present(session, year) : past(session, { year, at }),
  }
}

function keepPresentBooks(needs: Needs, packs: PacksOfTime) {
  const known = new Map<string, YearSources>()
  const books = new Map<string, YearBook>()
  const followed = async (session: Session, year: number, today: string) => {
    const { org } = session
    return needs.store.read(org.id, async (reader) => {
      const pack = await packs.of(reader, session, { year, today, size: null })
      const key = `${org.id} ${year} ${readingOf(pack)}`
      const sources = await followYear(reader, { pack, year }, known.get(key) ?? null)
      return { pack, sources, key }
    })
  }
  return async (session: Session, year: number): Promise<YearBook> => {
    const today = todayIn(session.org.zone, needs.clock)
    const { pack, sources, key: from } = await followed(session, year, today)
    // Of two readers at once the one that saw more decides what is kept.
    if ((known.get(from)?.asOf.size ?? -1) < sources.asOf.size) {
      known.delete(from)
      known.set(from, sources)
      dropOldest(known, sourcesMax)
    }
    const key = `${readerOf(session, year)} ${readingOf(pack)}`
    const keyAt = (size: number) => `${key} ${size} ${today}`
    const kept = books.get(keyAt(sources.asOf.size))
    if (kept) return kept
    const { moved } = sources
    const before = moved && books.get(keyAt(moved.since))
    const made = openBook(needs, session, { year, today, pack, sources })
    if (before) made.takeOver(before, moved.registers)
    books.set(keyAt(sources.asOf.size), made)
    dropOldest(books, booksMax)
    return made
  }
}

function keepPastBooks(needs: Needs, packs: PacksOfTime) {
  const books = new Map<string, YearBook>()
  const readPast = async (reader: Reader, session: Session, { year, at }: YearAt) => {
    const asOf = await checkpointAt(reader, at)
    const newest = await reader.entry(at - 1)
    if (newest === null) return refuseSize(at)
    const day = dayIn(session.org.zone, newest.leaf.recordedAt)
    const pack = await packs.of(reader, session, { year, today: day, size: at })
    const sources = await yearAsOf(reader, { pack, year, asOf })
    return { pack, sources, day }
  }
  return async (session: Session, { year, at }: YearAt): Promise<YearBook> => {
    const now = todayIn(session.org.zone, needs.clock)
    const key = `${readerOf(session, year)} ${at} ${now}`
    const kept = books.get(key)
    if (kept) return kept
    const past = await needs.store.read(session.org.id, (reader) =>
      readPast(reader, session, { year, at }),
    )
    const today = past.day < now ? past.day : now
    const made = openBook(needs, session, { year, today, ...past })
    books.set(key, made)
    dropOldest(books, pastBooksMax)
    return made
  }
}

function readerOf({ org, pack, actor }: Session, year: number): string {
  return `${org.id} ${year} ${readingOf(pack)} ${[...actor.roles].sort().join(',')}`
}

function openBook(
  { calendar }: Needs,
  session: Session,
  given: { readonly year: number; readonly today: string } & Read,
): YearBook {
  const { year, today, pack, sources } = given
  const notices = calendarNotices(year, calendar)
  const isWorkday = (day: string) => calendar.isWorkday(day)
  return new YearBook({ session, pack, year, today, ...sources, notices, isWorkday })
}

interface YearAt {
  readonly year: number
  /** Entries of the log then. */
  readonly at: number
}

interface Read {
  /** The pack that the year is judged by. */
  readonly pack: Pack
  readonly sources: YearSources
}

/** Anybody can check a position that was signed; of others only this server knows. */
async function checkpointAt(reader: Reader, size: number): Promise<LogPosition> {
  const { before } = await reader.checkpointsAround(size)
  return before?.size === size && size > 0
    ? { size, root: before.root }
    : refuseSize(size, before?.size)
}

function refuseSize(size: number, nearest = 0): never {
  const near: Label =
    nearest > 0
      ? {
          zh: `之前最近的检查点为 ${nearest}。`,
          en: `The nearest checkpoint before it is ${nearest}.`,
        }
      : { zh: '此前没有检查点。', en: 'There is no checkpoint before it.' }
  return refuse('year.at', {
    at: ['query', 'at'],
    text: {
      zh: `日志没有条目数为 ${size} 的检查点。`,
      en: `The log has no checkpoint of ${size} entries.`,
    },
    hint: near,
  })
}

/** A year whose holidays are not announced yet is counted by weekdays, and says so. */
function calendarNotices(year: number, calendar: Needs['calendar']): readonly Label[] {
  if (calendar.knows(year)) return []
  return [
    {
      zh: `${year}年的节假日安排尚未收录，工作日暂按周一至周五计算`,
      en: `The holidays of ${year} are not known yet; Monday to Friday are taken for working days`,
    },
  ]
}

function dropOldest(map: Map<string, unknown>, countMax: number): void {
  const oldest = map.keys().next()
  if (map.size > countMax && !oldest.done) map.delete(oldest.value)
}
