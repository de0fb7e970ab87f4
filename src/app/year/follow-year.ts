import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core, rosterRegisters } from '../../ledger/core-registers.ts'
import { yearMin } from '../../ledger/day.ts'
import type { LogPosition } from '../../ledger/figure.ts'
import { readsOfFigure } from '../../ledger/reads.ts'
import { asOnePerson } from '../../ledger/one-person.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { yearFor, yearsApartMax } from '../../ledger/year-of.ts'
import type { Pack } from '../../pack/pack.ts'
import { readRoster } from '../people/keep-rosters.ts'
import { rosterOf } from '../people/roster.ts'
import type { Roster } from '../people/roster.ts'
import type { Reader } from '../ports/store-ports.ts'

/** What a year is computed from, as it stands at one log position. */
export interface YearSources {
  readonly asOf: LogPosition
  readonly roster: Roster
  /**
   * Live records for the year, for the year before and after, and of terms further back; who
   * answers for what as far back as it was said.
   */
  readonly records: readonly LedgerRecord[]
  /** What moved since an earlier size, where that was followed; absent: everything was read. */
  readonly moved?: { readonly since: number; readonly registers: ReadonlySet<string> }
}

/** Beyond so many entries, reading the years again is quicker than following them. */
const followedEntriesMax = 200

/**
 * Brings what is known of a year up to the log as this read sees it: a few new entries touch a
 * few records, and only those are read again. Without anything known it reads all of them, three
 * years of most, since plans and comparisons reach over.
 */
export async function followYear(
  reader: Reader,
  { pack, year }: { pack: Pack; year: number },
  known: YearSources | null,
): Promise<YearSources> {
  const asOf = await reader.position()
  if (known?.asOf.size === asOf.size) return known
  const behind = known ? asOf.size - known.asOf.size : Number.POSITIVE_INFINITY
  const parts = partsOf(pack, year)
  if (!known || behind < 0 || behind > followedEntriesMax) {
    const records: LedgerRecord[] = []
    for (const part of parts) {
      for (const record of await recordsOfPart(reader, pack, part)) records.push(record)
    }
    const roster = await readRoster(reader, year)
    return { asOf, records: asOne(records, roster), roster }
  }
  const entries = await reader.entries({ from: known.asOf.size, count: behind })
  // Whoever was two and is one now may stand in any record.
  if (entries.some(({ leaf }) => leaf.register === core.merge.id)) {
    return followYear(reader, { pack, year }, null)
  }
  const touched = new Set(
    entries.flatMap(({ leaf }) => (leaf.record === null ? [] : [leaf.record])),
  )
  const isRoster = (register: string | null) =>
    register !== null && rosterRegisters.includes(register)
  const hasMoved = entries.some(({ leaf }) => isRoster(leaf.register))
  const roster = hasMoved ? await readRoster(reader, year) : known.roster
  const records = new Map(known.records.map((record) => [record.id, record]))
  for (const id of touched) {
    const record = await reader.asWritten.record(id)
    if (record && belongs(pack, record, parts)) records.set(id, asOnePerson(record, roster.who))
    else records.delete(id)
  }
  const registers = new Set(entries.flatMap(({ leaf }) => leaf.register ?? []))
  const moved = { since: known.asOf.size, registers }
  return { asOf, roster, records: [...records.values()], moved }
}

/** What a year was computed from when the log had so many entries, up to and with the position. */
export async function yearAsOf(
  reader: Reader,
  { pack, year, asOf }: { pack: Pack; year: number; asOf: LogPosition },
): Promise<YearSources> {
  const registers = [...new Set([...pack.registers.keys(), ...rosterRegisters])]
  const all = await reader.recordsAsOf({ size: asOf.size, registers })
  const parts = partsOf(pack, year)
  const isRoster = ({ register }: LedgerRecord) => rosterRegisters.includes(register)
  const roster = rosterOf(all.filter(isRoster), year)
  const records = all.filter((record) => belongs(pack, record, parts))
  return { asOf, records: asOne(records, roster), roster }
}

function asOne(records: readonly LedgerRecord[], { who }: Roster): readonly LedgerRecord[] {
  return records.map((record) => asOnePerson(record, who))
}

/** Registers, and the years for which their records matter to the year. */
interface YearPart {
  readonly registers: readonly string[]
  readonly from: number
  readonly to: number
}

/**
 * Records are read by their days, which are indexed. What may be for another year than that of its
 * day is looked for in the years around as well, and kept where it is for one of those asked for.
 */
async function recordsOfPart(
  reader: Reader,
  pack: Pack,
  part: YearPart,
): Promise<readonly LedgerRecord[]> {
  const { registers, from, to } = part
  const reaches = (id: string) => pack.registers.get(id)?.yearOf !== undefined
  const read = async (some: readonly string[], more: number) => {
    if (some.length === 0) return []
    return reader.asWritten.recordsOf(some, {
      from: firstDay(from - more),
      to: `${to + more}-12-31`,
    })
  }
  const plain = await read(
    registers.filter((id) => !reaches(id)),
    0,
  )
  const around = await read(registers.filter(reaches), yearsApartMax)
  return [...plain, ...around.filter((record) => belongs(pack, record, [part]))]
}

function firstDay(year: number): string {
  return `${Math.max(year, yearMin)}-01-01`
}

/**
 * Three years of everything; of terms of several years, and of what holds on a day, as many as the
 * longest of them. A year may be divided among people long before it begins.
 */
function partsOf(pack: Pack, year: number): readonly YearPart[] {
  const near = { registers: [...pack.registers.keys()], from: year - 1, to: year + 1 }
  const divided = { registers: [core.assignment.id], from: yearMin, to: year - 2 }
  const ofDuties = [...pack.duties.values()].flatMap(
    ({ require }) => readsOfDuty(require, pack.figures) ?? [],
  )
  const ofFigures = [...pack.figures.values()].map(readsOfFigure)
  const far = [...ofDuties, ...ofFigures].filter(({ since }) => since > 1)
  const registers = far.map(({ register }) => register)
  if (registers.length === 0) return [near, divided]
  const years = far.reduce((most, { since }) => Math.max(most, since), 0)
  const ofTerms = new Set(registers.filter((one) => one !== core.assignment.id))
  return [near, divided, { registers: [...ofTerms], from: year - years, to: year - 2 }]
}

function belongs(pack: Pack, record: LedgerRecord, parts: readonly YearPart[]): boolean {
  const { state, register } = record
  const year = yearFor(pack.registers.get(register), record)
  if (state !== 'live' || year === null) return false
  return parts.some(
    ({ registers, from, to }) => registers.includes(register) && from <= year && year <= to,
  )
}
