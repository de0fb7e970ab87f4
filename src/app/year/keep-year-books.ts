import type { Clock } from '../../append/effects.ts'
import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Pack } from '../../pack/pack.ts'
import { readingOf } from '../../pack/pack.ts'
import { unaskedFields } from '../../pack/unasked-fields.ts'
import { dayIn, todayIn } from '../clock/wall-clock.ts'
import { KeptByBytes } from '../kept/kept-by-bytes.ts'
import type { Packs } from '../ports/pack-ports.ts'
import type { Reader, Session, Store } from '../ports/store-ports.ts'
import type { Calendar } from '../ports/work-calendar-ports.ts'
import { bytesOfRecord } from './bytes-of-record.ts'
import type { KnownYears, Without, YearSources } from './follow-year.ts'
import { followYears, sourcesOf, yearAsOf } from './follow-year.ts'
import { inTurn } from './in-turn.ts'
import { PacksOfTime } from './pack-of-time.ts'
import type { YearBookWithWords } from './year-book.ts'
import { worded, YearBook } from './year-book.ts'
import { YearEvaluation } from './year-evaluation.ts'

/** Year books by organisation and year, as each reader may see them. */
export interface YearBooks {
  /**
   * The year as it stands now, or, with `at`, as it stood when the log had so many entries: its
   * records, statements, roster, day and pack. Refuses with `year.at` a size without checkpoint,
   * and with `year.pack` where the pack of that time cannot be read.
   */
  of(session: Session, year: number, at?: number): Promise<YearBook>
  /**
   * The same with everything that records say. A year is computed without the fields that nothing
   * asks for, words most of all; whoever writes a report may ask for any.
   */
  withWords(session: Session, year: number, at?: number): Promise<YearBookWithWords>
  /** A pack that the organisation adopted, read from its kept files; null: none, or unreadable. */
  packOf(session: Pick<Session, 'org'>, digest: string): Promise<Pack | null>
}

/** What may be kept in memory of all organisations together. */
export interface YearBytesMax {
  readonly present: number
  readonly past: number
}

const megabyte = 2 ** 20
const bytesMax: YearBytesMax = { present: 768 * megabyte, past: 128 * megabyte }

/** Beyond so many records, what a year says is computed in steps before anybody is given it. */
const largeRecords = 20_000

/** Years and days of one organisation; each beside the first adds its answers alone. */
const evaluationsMax = 12

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: Pick<Calendar, 'isWorkday'>
  readonly crypto: Pick<LogCrypto, 'sha256'>
  readonly packs: Pick<Packs, 'current'>
}

/**
 * Keeps what was computed until the log of the organisation grows: a value holds at a position.
 * Readers with the same roles share a book.
 */
export function keepYearBooks(needs: Needs, max: YearBytesMax = bytesMax): YearBooks {
  const packs = new PacksOfTime(needs)
  const present = keepPresentBooks(needs, packs, max.present)
  const past = keepPastBooks(needs, packs, max.past)
  return {
    packOf: ({ org }, digest) => needs.store.read(org.id, (reader) => packs.kept(reader, digest)),
    of: (session, year, at) =>
      at === undefined ? present(session, { year, words: false }) : past(session, { year, at }),
    withWords: async (session, year, at) =>
      worded(
        await (at === undefined
          ? present(session, { year, words: true })
          : past(session, { year, at })),
      ),
  }
}

const nothing: Without = new Map()

/** What is known of an organisation under one reading of a pack, and what was computed from it. */
interface Kept {
  readonly known: KnownYears
  /** What one of its records takes, with all that is derived from it. */
  readonly recordBytes: number
  /** By year and day; the newest position of each. */
  readonly years: Map<string, Computed>
}

interface Computed {
  readonly evaluation: YearEvaluation
  /** By the roles of the reader. */
  readonly books: Map<string, YearBook>
}

function keepPresentBooks(needs: Needs, packs: PacksOfTime, bytesMax: number) {
  const kept = new KeptByBytes<string, Kept>(bytesMax)
  const turns = inTurn()
  const followed = (
    session: Session,
    { year, today, words }: { year: number; today: string; words: boolean },
  ): Promise<Computed> =>
    needs.store.read(session.org.id, async (reader) => {
      const pack = await packs.of(reader, session, { year, today, size: null })
      const key = `${session.org.id} ${readingOf(pack)}`
      const before = kept.get(key)
      const had = before && (!words || before.known.without.size === 0) ? before.known : null
      const without = had?.without ?? (words ? nothing : unaskedFields(pack))
      const known = await followYears(reader, { pack, year, without }, had)
      const years = before?.years ?? new Map<string, Computed>()
      // What was only followed is made of records like those that were weighed when it was read.
      const isRead = known.read !== before?.known.read
      const recordBytes = isRead ? bytesOfRecord(known.lists) : before.recordBytes
      kept.set(key, { known, recordBytes, years }, known.lists.size * recordBytes)
      return computed(needs, { known, years }, { pack, year, today })
    })
  return async (
    session: Session,
    { year, words }: { year: number; words: boolean },
  ): Promise<YearBook> => {
    const today = todayIn(session.org.zone, needs.clock)
    const { org, pack } = session
    // Whoever comes first to a large year reads it, once, for all who wait for it.
    const same = `${org.id} ${year} ${readingOf(pack)} ${today} ${words}`
    const { evaluation, books } = await turns({ line: `${org.id}`, same }, async () => {
      const found = await followed(session, { year, today, words })
      if (found.evaluation.sources.lists.size > largeRecords) {
        await unhurried(found.evaluation.steps())
      }
      return found
    })
    const reader = `${readingOf(pack)} ${[...session.actor.roles].sort().join(',')}`
    const book = books.get(reader) ?? new YearBook(evaluation, session)
    books.set(reader, book)
    return book
  }
}

function computed(
  needs: Needs,
  { known, years }: Pick<Kept, 'known' | 'years'>,
  asked: { readonly pack: Pack; readonly year: number; readonly today: string },
): Computed {
  const key = `${asked.year} ${asked.today}`
  const before = years.get(key)
  if (before?.evaluation.sources.lists === known.lists && before.evaluation.asOf === known.asOf) {
    return before
  }
  const sources = sourcesOf(known, asked, before?.evaluation.sources)
  const evaluation = evaluationOf(needs, sources, asked)
  if (before) evaluation.takeOver(before.evaluation)
  const made = { evaluation, books: new Map<string, YearBook>() }
  years.delete(key)
  years.set(key, made)
  dropOldest(years, evaluationsMax)
  return made
}

function keepPastBooks(needs: Needs, packs: PacksOfTime, bytesMax: number) {
  const books = new KeptByBytes<string, YearBook>(bytesMax)
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
    const { org, pack, actor } = session
    const roles = [...actor.roles].sort().join(',')
    const key = `${org.id} ${year} ${readingOf(pack)} ${roles} ${at} ${now}`
    const kept = books.get(key)
    if (kept) return kept
    const past = await needs.store.read(session.org.id, (reader) =>
      readPast(reader, session, { year, at }),
    )
    const today = past.day < now ? past.day : now
    const asked = { year, today, pack: past.pack }
    const made = new YearBook(evaluationOf(needs, past.sources, asked), session)
    const { lists } = past.sources
    books.set(key, made, lists.size * bytesOfRecord(lists))
    return made
  }
}

function evaluationOf(
  { calendar }: Needs,
  sources: YearSources,
  asked: { readonly pack: Pack; readonly year: number; readonly today: string },
): YearEvaluation {
  const isWorkday = (day: string) => calendar.isWorkday(day)
  return new YearEvaluation(sources, { ...asked, isWorkday })
}

interface YearAt {
  readonly year: number
  /** Entries of the log then. */
  readonly at: number
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

function dropOldest(map: Map<string, unknown>, countMax: number): void {
  const oldest = map.keys().next()
  if (map.size > countMax && !oldest.done) map.delete(oldest.value)
}
