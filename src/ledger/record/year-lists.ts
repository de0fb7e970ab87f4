import type { Register } from '../register/register.ts'
import { changedList, standingIn, takeAsOrdered } from './kept-lists.ts'
import type { LedgerRecord } from './record.ts'
import { byDateThenId } from './record.ts'
import { yearFor } from './year-of.ts'

type Registers = ReadonlyMap<string, Pick<Register, 'yearOf'>>
type ByYear = ReadonlyMap<number, readonly LedgerRecord[]>

/** Changes since the records were gathered by their ids, beyond which that is done anew. */
const laterMax = 1_000

/** The records of some lists by their ids, and what became of them in later ones. */
interface Gathered {
  readonly byId: ReadonlyMap<string, LedgerRecord>
  /** null: it stands in no list any more. */
  readonly later: ReadonlyMap<string, LedgerRecord | null>
}

/**
 * Live records by register and by the year that they are for, each list in order of event date and
 * id. It never changes: `changed` answers another one, which shares every list that stays as it is.
 */
export class YearLists {
  readonly #registers: Registers
  readonly #lists: ReadonlyMap<string, ByYear>
  /** A year is computed from lists alone: ids are gathered when somebody asks for one. */
  #gathered: Gathered | null

  private constructor(
    registers: Registers,
    lists: ReadonlyMap<string, ByYear>,
    gathered: Gathered | null,
  ) {
    this.#registers = registers
    this.#lists = lists
    this.#gathered = gathered
  }

  /** Puts records into lists; what has no day is for no year and stands in none. */
  static of(registers: Registers, records: readonly LedgerRecord[]): YearLists {
    const lists = new Map<string, Map<number, LedgerRecord[]>>()
    for (const record of records) {
      const year = yearIn(registers, record)
      if (year === null) continue
      const byYear = lists.get(record.register) ?? new Map<number, LedgerRecord[]>()
      lists.set(record.register, byYear)
      const list = byYear.get(year)
      if (list) list.push(record)
      else byYear.set(year, [record])
    }
    for (const [register, byYear] of lists) {
      for (const [year, list] of byYear) {
        const ordered = isInOrder(list) ? list : inOrder(list)
        takeAsOrdered(register, ordered)
        byYear.set(year, ordered)
      }
    }
    return new YearLists(registers, lists, null)
  }

  /** How many records there are. */
  get size(): number {
    return this.#all().reduce((sum, { length }) => sum + length, 0)
  }

  #all(): readonly (readonly LedgerRecord[])[] {
    return [...this.#lists.values()].flatMap((byYear) => [...byYear.values()])
  }

  /** So many records at most, of all lists, at even distances. */
  some(count: number): readonly LedgerRecord[] {
    const step = Math.max(1, Math.ceil(this.size / count))
    const found: LedgerRecord[] = []
    let next = 0
    for (const list of this.#all()) {
      for (; next < list.length; next += step) {
        const record = list[next]
        if (record !== undefined) found.push(record)
      }
      next -= list.length
    }
    return found
  }

  /** The records of a register for a year. */
  of(register: string, year: number): readonly LedgerRecord[] {
    return this.#lists.get(register)?.get(year) ?? noRecords
  }

  /** Every list of a register, by year. */
  yearsOf(register: string): readonly (readonly [number, readonly LedgerRecord[]])[] {
    const byYear = this.#lists.get(register) ?? new Map<number, readonly LedgerRecord[]>()
    return [...byYear].sort(([one], [other]) => one - other)
  }

  /** Whether a register has the same lists here as there, for all years from one to another. */
  isSame(
    register: string,
    other: YearLists,
    { from, to }: { readonly from: number; readonly to: number },
  ): boolean {
    const [mine, theirs] = [this.#lists.get(register), other.#lists.get(register)]
    if (mine === theirs) return true
    const years = new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])
    return [...years].every(
      (year) => year < from || to < year || mine?.get(year) === theirs?.get(year),
    )
  }

  get(id: string): LedgerRecord | null {
    this.#gathered ??= { byId: byIdIn(this.#all()), later: new Map() }
    const { byId, later } = this.#gathered
    const known = later.get(id)
    return known === undefined ? (byId.get(id) ?? null) : known
  }

  /** How a record stands here that has perhaps been written again since. */
  #before(record: LedgerRecord): LedgerRecord | null {
    if (this.#gathered !== null) return this.get(record.id)
    // Most stand where they stood, and one that was written once can stand nowhere else.
    for (const list of this.#lists.get(record.register)?.values() ?? []) {
      const before = standingIn(list, record)
      if (before !== null) return before
    }
    return record.version === 1 ? null : this.get(record.id)
  }

  /** The lists when these records stand as they do now; void ones and such without a day leave. */
  changed(records: readonly LedgerRecord[]): YearLists {
    const changes = new Map<string, Map<number, Change>>()
    const become = new Map<string, LedgerRecord | null>()
    for (const record of records) {
      const [before, year] = [this.#before(record), yearIn(this.#registers, record)]
      const yearBefore = before === null ? null : yearIn(this.#registers, before)
      if (before !== null) changeIn(changes, before, yearBefore)?.gone.push(before)
      changeIn(changes, record, year)?.come.push(record)
      become.set(record.id, year === null ? null : record)
    }
    const lists = new Map(this.#lists)
    for (const [register, byYear] of changes) {
      const next = new Map(lists.get(register))
      for (const [year, change] of byYear) next.set(year, changedIn(register, next, year, change))
      lists.set(register, next)
    }
    return new YearLists(this.#registers, lists, gatheredAfter(this.#gathered, become))
  }
}

/** Of what was gathered, what still holds; null: there are too many changes, or nothing was. */
function gatheredAfter(gathered: Gathered | null, become: Gathered['later']): Gathered | null {
  if (gathered === null) return null
  const { byId, later } = gathered
  return later.size + become.size > laterMax
    ? null
    : { byId, later: new Map([...later, ...become]) }
}

function byIdIn(lists: readonly (readonly LedgerRecord[])[]): Gathered['byId'] {
  const byId = new Map<string, LedgerRecord>()
  for (const list of lists) for (const record of list) byId.set(record.id, record)
  return byId
}

const noRecords: readonly LedgerRecord[] = []

/** Whoever reads them by their index has them so. */
function isInOrder(records: readonly LedgerRecord[]): boolean {
  return records.every((one, at) => at === 0 || byDateThenId(records[at - 1] ?? one, one) <= 0)
}

/**
 * In order of day, then id. Records come in any order and many share a day: days are few. Plain
 * texts are put in order without a call for each two of them.
 */
function inOrder(records: readonly LedgerRecord[]): LedgerRecord[] {
  const byId = byIdIn([records])
  const byDay = new Map<string, string[]>()
  for (const { id, occurredOn } of records) {
    const day = occurredOn ?? ''
    const same = byDay.get(day)
    if (same === undefined) byDay.set(day, [id])
    else same.push(id)
  }
  const ordered: LedgerRecord[] = []
  for (const day of [...byDay.keys()].sort()) {
    for (const id of byDay.get(day)?.sort() ?? []) {
      const record = byId.get(id)
      if (record !== undefined) ordered.push(record)
    }
  }
  return ordered
}

interface Change {
  readonly gone: LedgerRecord[]
  readonly come: LedgerRecord[]
}

function yearIn(registers: Registers, record: LedgerRecord): number | null {
  return record.state === 'live' ? yearFor(registers.get(record.register), record) : null
}

function changeIn(
  changes: Map<string, Map<number, Change>>,
  { register }: LedgerRecord,
  year: number | null,
): Change | null {
  if (year === null) return null
  const byYear = changes.get(register) ?? new Map<number, Change>()
  changes.set(register, byYear)
  const change = byYear.get(year) ?? { gone: [], come: [] }
  byYear.set(year, change)
  return change
}

function changedIn(
  register: string,
  byYear: ByYear,
  year: number,
  change: Change,
): readonly LedgerRecord[] {
  const list = byYear.get(year)
  if (list !== undefined) return changedList(list, change)
  const made = [...change.come].sort(byDateThenId)
  takeAsOrdered(register, made)
  return made
}
