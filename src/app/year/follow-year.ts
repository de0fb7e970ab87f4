import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core, rosterRegisters } from '../../ledger/core-registers.ts'
import type { LogPosition } from '../../ledger/figure.ts'
import { readsOfFigure } from '../../ledger/reads.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { Pack } from '../../pack/pack.ts'
import { allDays, readRoster } from '../people/keep-rosters.ts'
import { rosterOf } from '../people/roster.ts'
import type { Roster } from '../people/roster.ts'
import type { Reader } from '../ports/store-ports.ts'

/** What a year is computed from, as it stands at one log position. */
export interface YearSources {
  readonly asOf: LogPosition
  readonly roster: Roster
  /**
   * Live records dated in the year, in the year before and after, and of terms further back; who
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
    for (const { registers, span } of parts) {
      for (const record of await reader.recordsOf(registers, span)) records.push(record)
    }
    return { asOf, records, roster: await readRoster(reader) }
  }
  const entries = await reader.entries({ from: known.asOf.size, count: behind })
  const touched = new Set(
    entries.flatMap(({ leaf }) => (leaf.record === null ? [] : [leaf.record])),
  )
  const records = new Map(known.records.map((record) => [record.id, record]))
  for (const id of touched) {
    const record = await reader.record(id)
    if (record && belongs(record, parts)) records.set(id, record)
    else records.delete(id)
  }
  const isRoster = (register: string | null) =>
    register !== null && rosterRegisters.includes(register)
  const hasMoved = entries.some(({ leaf }) => isRoster(leaf.register))
  const roster = hasMoved ? await readRoster(reader) : known.roster
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
  return {
    asOf,
    records: all.filter((record) => belongs(record, parts)),
    roster: rosterOf(all.filter(isRoster)),
  }
}

/** Registers, and the days in which their records matter to the year. */
interface YearPart {
  readonly registers: readonly string[]
  readonly span: DateSpan
}

/**
 * Three years of everything; of terms of several years, and of what holds on a day, as many as the
 * longest of them. A year may
 * be divided among people long before it begins.
 */
function partsOf(pack: Pack, year: number): readonly YearPart[] {
  const near = {
    registers: [...pack.registers.keys()],
    span: { from: `${year - 1}-01-01`, to: `${year + 1}-12-31` },
  }
  const divided = {
    registers: [core.assignment.id],
    span: { from: allDays.from, to: `${year - 2}-12-31` },
  }
  const ofDuties = [...pack.duties.values()].flatMap(
    ({ require }) => readsOfDuty(require, pack.figures) ?? [],
  )
  const ofFigures = [...pack.figures.values()].map(readsOfFigure)
  const far = [...ofDuties, ...ofFigures].filter(({ since }) => since > 1)
  const registers = far.map(({ register }) => register)
  if (registers.length === 0) return [near, divided]
  const years = far.reduce((most, { since }) => Math.max(most, since), 0)
  const span = { from: `${year - years}-01-01`, to: `${year - 2}-12-31` }
  const ofTerms = registers.filter((one) => one !== core.assignment.id)
  return [near, divided, { registers: [...new Set(ofTerms)], span }]
}

function belongs(
  { state, register, occurredOn }: LedgerRecord,
  parts: readonly YearPart[],
): boolean {
  if (state !== 'live' || occurredOn === null) return false
  return parts.some(
    ({ registers, span }) =>
      registers.includes(register) && span.from <= occurredOn && occurredOn <= span.to,
  )
}
