import type { Register } from '../register/register.ts'
import { changedList, takeAsOrdered } from './kept-lists.ts'
import type { LedgerRecord } from './record.ts'
import { byDateThenId } from './record.ts'
import { yearFor } from './year-of.ts'

type Registers = ReadonlyMap<string, Pick<Register, 'yearOf'>>
type ByYear = ReadonlyMap<number, readonly LedgerRecord[]>
type ById = ReadonlyMap<string, LedgerRecord>

/** Changes since the lists were made, beyond which the records are gathered by their ids anew. */
const laterMax = 1_000

/**
 * Live records by register and by the year that they are for, each list in order of event date and
 * id. It never changes: `changed` answers another one, which shares every list that stays as it is.
 */
export class YearLists {
  readonly #registers: Registers
  readonly #lists: ReadonlyMap<string, ByYear>
  readonly #byId: ById
  /** What became of records since `#byId` was gathered; null: it stands in no list any more. */
  readonly #later: ReadonlyMap<string, LedgerRecord | null>

  private constructor(
    registers: Registers,
    lists: ReadonlyMap<string, ByYear>,
    known: {
      readonly byId: ById
      readonly later: ReadonlyMap<string, LedgerRecord | null>
    },
  ) {
    this.#registers = registers
    this.#lists = lists
    this.#byId = known.byId
    this.#later = known.later
  }

  /** Puts records into lists; what has no day is for no year and stands in none. */
  static of(registers: Registers, records: readonly LedgerRecord[]): YearLists {
    const lists = new Map<string, Map<number, LedgerRecord[]>>()
    const byId = new Map<string, LedgerRecord>()
    for (const record of records) {
      const year = yearIn(registers, record)
      if (year === null) continue
      byId.set(record.id, record)
      const byYear = lists.get(record.register) ?? new Map<number, LedgerRecord[]>()
      lists.set(record.register, byYear)
      const list = byYear.get(year)
      if (list) list.push(record)
      else byYear.set(year, [record])
    }
    for (const [register, byYear] of lists) {
      for (const [year, list] of byYear) {
        const ordered = isInOrder(list) ? list : inOrder(list, byId)
        takeAsOrdered(register, ordered)
        byYear.set(year, ordered)
      }
    }
    return new YearLists(registers, lists, { byId, later: new Map() })
  }

  /** How many records there are. */
  get size(): number {
    return this.#byId.size
  }

  /** So many records at most, of all lists, at even distances. */
  some(count: number): readonly LedgerRecord[] {
    const all = [...this.#lists.values()].flatMap((byYear) => [...byYear.values()])
    const step = Math.max(1, Math.ceil(this.size / count))
    const found: LedgerRecord[] = []
    let next = 0
    for (const list of all) {
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
    const later = this.#later.get(id)
    return later === undefined ? (this.#byId.get(id) ?? null) : later
  }

  /** The lists when these records stand as they do now; void ones and such without a day leave. */
  changed(records: readonly LedgerRecord[]): YearLists {
    const changes = new Map<string, Map<number, Change>>()
    const later = new Map(this.#later)
    for (const record of records) {
      const [before, year] = [this.get(record.id), yearIn(this.#registers, record)]
      const yearBefore = before === null ? null : yearIn(this.#registers, before)
      if (before !== null) changeIn(changes, before, yearBefore)?.gone.push(before)
      changeIn(changes, record, year)?.come.push(record)
      later.set(record.id, year === null ? null : record)
    }
    const lists = new Map(this.#lists)
    for (const [register, byYear] of changes) {
      const next = new Map(lists.get(register))
      for (const [year, change] of byYear) next.set(year, changedIn(register, next, year, change))
      lists.set(register, next)
    }
    if (later.size <= laterMax) {
      return new YearLists(this.#registers, lists, { byId: this.#byId, later })
    }
    const all = [...lists.values()].flatMap((byYear) => [...byYear.values()])
    const byId = new Map(all.flatMap((list) => list.map((one) => [one.id, one] as const)))
    return new YearLists(this.#registers, lists, { byId, later: new Map() })
  }
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
function inOrder(records: readonly LedgerRecord[], byId: ById): LedgerRecord[] {
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
