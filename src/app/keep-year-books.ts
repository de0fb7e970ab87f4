import { refuse } from '../ledger/fault.ts'
import type { LogPosition } from '../ledger/figure.ts'
import type { Label } from '../ledger/label.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import type { Pack } from '../pack/pack.ts'
import type { Calendar } from './app-ports.ts'
import { followYear, yearAsOf } from './follow-year.ts'
import type { YearSources } from './follow-year.ts'
import { PacksOfTime } from './pack-of-time.ts'
import type { JudgingPack } from './pack-of-time.ts'
import type { Clock, Reader, Session, Store } from './ports.ts'
import { dayIn, todayIn } from './today.ts'
import { YearBook } from './year-book.ts'

/** Year books by organisation and year, as each reader may see them. */
export interface YearBooks {
  /**
   * The year as it stands now, or, with `at`, as it stood when the log had so many entries: its
   * records, statements, roster, day and pack. Refuses with `year.at` a size without checkpoint.
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
export function keepYearBooks({ store, clock, calendar, crypto }: Needs): YearBooks {
  const known = new Map<string, YearSources>()
  const books = new Map<string, YearBook>()
  const pastBooks = new Map<string, YearBook>()
  const packs = new PacksOfTime(crypto)
  const isWorkday = (day: string) => calendar.isWorkday(day)

  const followed = async (session: Session, year: number, today: string) => {
    const { org } = session
    return store.read(org.id, async (reader) => {
      const judging = await packs.of(reader, session, { year, today, size: null })
      const { pack } = judging
      const key = `${org.id} ${year} ${pack.digest}`
      const sources = await followYear(reader, { pack, year }, known.get(key) ?? null)
      return { judging, sources, key }
    })
  }
  const book = (session: Session, given: { year: number; today: string } & Read) => {
    const { year, today, judging, sources } = given
    const { pack } = judging
    const notices = [...judging.notices, ...calendarNotices(year, calendar)]
    return new YearBook({ session, pack, year, today, ...sources, notices, isWorkday })
  }
  return {
    packOf: ({ org }, digest) =>
      store.read(org.id, (reader) => packs.kept(reader, { org: org.id, digest })),
    async of(session, year, at) {
      const { org, pack, actor } = session
      const now = todayIn(org.zone, clock)
      const roles = [...actor.roles].sort().join(',')
      const who = `${org.id} ${year} ${pack.digest} ${roles}`
      if (at !== undefined) {
        const key = `${who} ${at} ${now}`
        const kept = pastBooks.get(key)
        if (kept) return kept
        const past = await store.read(org.id, (reader) => readPast(reader, session, { year, at }))
        const today = past.day < now ? past.day : now
        const made = book(session, { year, today, ...past })
        pastBooks.set(key, made)
        dropOldest(pastBooks, pastBooksMax)
        return made
      }
      const { judging, sources, key: from } = await followed(session, year, now)
      // Of two readers at once the one that saw more decides what is kept.
      if ((known.get(from)?.asOf.size ?? -1) < sources.asOf.size) {
        known.delete(from)
        known.set(from, sources)
        dropOldest(known, sourcesMax)
      }
      const key = `${who} ${judging.pack.digest} ${sources.asOf.size} ${now}`
      const kept = books.get(key)
      if (kept) return kept
      const { moved } = sources
      const before = moved && books.get(`${who} ${judging.pack.digest} ${moved.since} ${now}`)
      const made = book(session, { year, today: now, judging, sources })
      if (before) made.takeOver(before, moved.registers)
      books.set(key, made)
      dropOldest(books, booksMax)
      return made
    },
  }

  async function readPast(
    reader: Reader,
    session: Session,
    { year, at }: { readonly year: number; readonly at: number },
  ): Promise<Read & { readonly day: string }> {
    const asOf = await checkpointAt(reader, at)
    const newest = await reader.entry(at - 1)
    if (newest === null) return refuseSize(at)
    const day = dayIn(session.org.zone, newest.leaf.recordedAt)
    const judging = await packs.of(reader, session, { year, today: day, size: at })
    const sources = await yearAsOf(reader, { pack: judging.pack, year, asOf })
    return { judging, sources, day }
  }
}

interface Read {
  readonly judging: JudgingPack
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
