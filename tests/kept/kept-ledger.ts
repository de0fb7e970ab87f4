import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import type { FsckReport } from '../../src/app/audit/fsck.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { OrgId, Session } from '../../src/app/ports/store-ports.ts'
import { computeYear } from '../../src/app/year/compute-year.ts'
import type { YearBook } from '../../src/app/year/year-book.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import type { FigureValue } from '../../src/ledger/figure/figure.ts'

/** What a ledger says of a unit: its log, and its years as they stood at a position. */
export interface KeptUnit {
  readonly name: string
  readonly publicId: string
  readonly origin: string
  readonly log: KeptLog
  /** Closed years as they stood at positions of the log. */
  readonly years: readonly KeptYear[]
  /** The same years in the end, judged by the pack of their time. */
  readonly closed: readonly KeptYear[]
}

/** A log as `fsck` found it. */
export interface KeptLog {
  readonly entries: number
  /** Base64, of the tree of so many entries. */
  readonly root: string
  readonly records: number
  readonly erased: number
  readonly keyChanges: number
  readonly faults: readonly string[]
}

/** All that is computed about a year. */
export interface KeptYear {
  readonly year: number
  /** Entries of the log then. */
  readonly at: number
  /** The day it was judged on. */
  readonly today: string
  readonly pack: { readonly version: string; readonly digest: string }
  readonly notices: readonly string[]
  /** Value and number of records, by figure. */
  readonly figures: Readonly<Record<string, readonly [FigureValue['value'], number]>>
  readonly duties: Readonly<Record<string, string>>
}

/** Where to look into a unit: a year, at a position of its log. */
export type Place = Pick<KeptYear, 'year' | 'at'>

export const closedYears = [2024, 2025] as const

/** Checks every log and every attachment, of all units or of these; what it found, by unit. */
export async function checkAll(
  { auditor, ports }: Opened,
  organisations?: readonly OrgId[],
): Promise<readonly FsckReport[]> {
  const { crypto, blobs } = ports
  const which = organisations === undefined ? {} : { organisations }
  return fsck({ auditor, crypto }, { file: fileCheckOf(blobs), ...which })
}

/** What `fsck` says of a log, with the root that its newest position has. */
export async function logOf(opened: Opened, report: FsckReport): Promise<KeptLog> {
  const { organisation, entries, records, erased, keyChanges, faults } = report
  const { root } = await opened.ports.store.read(organisation.id, (reader) => reader.position())
  return {
    entries,
    root,
    records,
    erased: erased.length,
    keyChanges: keyChanges.length,
    faults: faults.map(({ code }) => code),
  }
}

/** A year of a unit at a position, as whoever may see everything sees it. */
export async function yearAt(opened: Opened, org: OrgId, { year, at }: Place): Promise<KeptYear> {
  const session = await sessionIn(opened, org)
  return written(opened, await opened.ports.yearBooks.of(session, year, at), at)
}

/** A year of a unit as it stands now. */
export async function yearNow(opened: Opened, org: OrgId, year: number): Promise<KeptYear> {
  const session = await sessionIn(opened, org)
  const book = await opened.ports.yearBooks.of(session, year)
  return written(opened, book, book.asOf.size)
}

/** Whoever has these roles in a unit, or sees everything in it. */
export async function sessionIn(
  { ports }: Opened,
  id: OrgId,
  given?: readonly string[],
): Promise<Session> {
  const org = await ports.organisations.of(id)
  if (!org) throw new Error('a kept unit is not there')
  const pack = ports.packs.current
  const roles = given ?? pack.roles.map((role) => role.id)
  return { org, pack, actor: { id: 'cli:kept', person: null, roles } }
}

function written({ ports }: Opened, book: YearBook, at: number): KeptYear {
  const { year, today, pack } = book
  const { notices } = computeYear(book, ports.calendar)
  return {
    year,
    at,
    today,
    pack: { version: pack.version, digest: pack.digest },
    notices: notices.map(({ zh }) => zh),
    figures: Object.fromEntries(
      book.figures().map(({ figure, value, records }) => [figure, [value, records.length]]),
    ),
    duties: Object.fromEntries(book.standings().map(({ duty, state }) => [duty, state])),
  }
}
