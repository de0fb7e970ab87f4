import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core, rosterRegisters } from '../../ledger/core/core-registers.ts'
import { yearMax, yearMin } from '../../ledger/day/day.ts'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import { readsOfFigure } from '../../ledger/figure/reads.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { YearLists } from '../../ledger/record/year-lists.ts'
import { yearsApartMax } from '../../ledger/record/year-of.ts'
import type { Pack } from '../../pack/pack.ts'
import type { Reader } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { rosterOf } from '../roster/roster.ts'

/** What a year is computed from, as it stands at one log position. */
export interface YearSources {
  readonly asOf: LogPosition
  readonly roster: Roster
  /** Live records as they were written, of the year and of others. */
  readonly lists: YearLists
  /** The years whose records matter to the year, by register. */
  readonly years: ReadonlyMap<string, Years>
  readonly without: Without
}

/** From one year to another, both inclusive. */
export interface Years {
  readonly from: number
  readonly to: number
}

/** What is known of an organisation's years under one reading of a pack. */
export interface KnownYears {
  readonly asOf: LogPosition
  readonly lists: YearLists
  /** The years whose records were read, by their days. */
  readonly read: ReadonlyMap<string, Years>
  /** Fields that were left out, by register. */
  readonly without: Without
}

/** Fields, and columns of rows, that are left out of records, by register. */
export type Without = ReadonlyMap<string, readonly string[]>

const allYears: Years = { from: yearMin, to: yearMax }

/** Beyond so many new entries, reading the years again is quicker than following them. */
const followedEntriesMax = 2_000

/** Records known of one organisation, beyond which only what is asked for is read again. */
const knownRecordsMax = 1_500_000

/**
 * Brings what is known up to the log as this read sees it, and so far that the year can be computed
 * from it: records that changed take their new place, and of registers and years that were not read
 * yet the records are read.
 */
export async function followYears(
  reader: Reader,
  {
    pack,
    year,
    without,
  }: { readonly pack: Pack; readonly year: number; readonly without: Without },
  known: KnownYears | null,
): Promise<KnownYears> {
  const asOf = await reader.position()
  const followed = known && (await follow(reader, known, asOf))
  const wanted = daysRead(pack, year)
  const read = new Map(followed?.read)
  const missing = [...wanted].flatMap(([register, years]) => {
    const before = read.get(register)
    read.set(register, before === undefined ? years : around(before, years))
    return before === undefined ? [{ register, ...years }] : missingIn(years, before, register)
  })
  if (followed && missing.length === 0) return followed
  const records: LedgerRecord[] = []
  const asked = missing.map(({ register, from, to }) => {
    const days = { from: firstDay(from), to: lastDay(to) }
    return { register, ...days, without: without.get(register) ?? [] }
  })
  await reader.eachRecord(asked, (record) => records.push(record))
  if (!followed || followed.lists.size + records.length > knownRecordsMax) {
    return followed
      ? followYears(reader, { pack, year, without }, null)
      : { asOf, lists: YearLists.of(pack.registers, records), read, without }
  }
  return { asOf, lists: followed.lists.changed(records), read, without }
}

/** The known records as they stand now; null where reading them again is quicker. */
async function follow(
  reader: Reader,
  known: KnownYears,
  asOf: LogPosition,
): Promise<KnownYears | null> {
  const { size } = known.asOf
  if (asOf.size === size) return known
  if (asOf.size < size || asOf.size - size > followedEntriesMax) return null
  const changed = await reader.recordsSince(size, known.without)
  const isRead = ({ register, occurredOn }: LedgerRecord) => {
    const years = known.read.get(register)
    const year = Number(occurredOn?.slice(0, 4) ?? Number.NaN)
    return years !== undefined && years.from <= year && year <= years.to
  }
  // What moved out of the years that were read leaves as what was voided does.
  const records = changed.map((one) => (isRead(one) ? one : { ...one, state: 'void' as const }))
  return { ...known, asOf, lists: known.lists.changed(records) }
}

/** What the year is computed from, of all that is known; `before` is what it was a moment before. */
export function sourcesOf(
  { asOf, lists, without }: Pick<KnownYears, 'asOf' | 'lists' | 'without'>,
  { pack, year }: { readonly pack: Pack; readonly year: number },
  before: YearSources | null = null,
): YearSources {
  const isKept = before && rosterRegisters.every((one) => lists.isSame(one, before.lists, allYears))
  const people = () =>
    rosterRegisters.flatMap((one) => lists.yearsOf(one).flatMap(([, all]) => all))
  const roster = isKept ? before.roster : rosterOf(people(), year)
  return { asOf, lists, without, roster, years: before?.years ?? yearsRead(pack, year) }
}

/** What a year was computed from when the log had so many entries, up to and with the position. */
export async function yearAsOf(
  reader: Reader,
  { pack, year, asOf }: { pack: Pack; year: number; asOf: LogPosition },
): Promise<YearSources> {
  const registers = [...new Set([...pack.registers.keys(), ...rosterRegisters])]
  const records = await reader.recordsAsOf({ size: asOf.size, registers })
  const lists = YearLists.of(pack.registers, records)
  return sourcesOf({ asOf, lists, without: new Map() }, { pack, year })
}

/**
 * Three years of everything; of terms of several years, and of what holds on a day, as many as the
 * longest of them. A year may be divided among people long before it begins, and who is who is
 * known by all that was ever said of it.
 */
function yearsRead(pack: Pack, year: number): ReadonlyMap<string, Years> {
  const years = new Map<string, Years>()
  for (const register of pack.registers.keys()) {
    years.set(register, { from: year - 1, to: year + 1 })
  }
  for (const { register, since } of farReads(pack)) {
    const near = years.get(register) ?? { from: year - 1, to: year + 1 }
    years.set(register, { ...near, from: Math.min(near.from, year - since) })
  }
  years.set(core.assignment.id, { from: yearMin, to: year + 1 })
  for (const register of rosterRegisters) years.set(register, allYears)
  return years
}

/** Of everything that looks further back than a year, how far. */
function farReads(pack: Pack): readonly { readonly register: string; readonly since: number }[] {
  const ofDuties = [...pack.duties.values()].flatMap(
    ({ require }) => readsOfDuty(require, pack.figures) ?? [],
  )
  const far = [...ofDuties, ...[...pack.figures.values()].map(readsOfFigure)].filter(
    ({ since }) => since > 1,
  )
  return far.filter(({ register }) => register !== core.assignment.id)
}

/**
 * The same by days. Records are read by their days, which are indexed: what may be for another year
 * than that of its day is looked for in the years around as well.
 */
function daysRead(pack: Pack, year: number): ReadonlyMap<string, Years> {
  return new Map(
    [...yearsRead(pack, year)].map(([register, { from, to }]) => {
      const apart = pack.registers.get(register)?.yearOf === undefined ? 0 : yearsApartMax
      return [register, { from: Math.max(from - apart, yearMin), to: to + apart }]
    }),
  )
}

function around(one: Years, other: Years): Years {
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) }
}

/** What of the wanted years, and of those between, was not read. */
function missingIn(
  wanted: Years,
  read: Years,
  register: string,
): readonly (Years & { readonly register: string })[] {
  const before = { register, from: wanted.from, to: read.from - 1 }
  const after = { register, from: read.to + 1, to: wanted.to }
  return [before, after].filter(({ from, to }) => from <= to)
}

function firstDay(year: number): string {
  return `${Math.max(year, yearMin)}-01-01`
}

function lastDay(year: number): string {
  return `${Math.min(year, yearMax)}-12-31`
}
