import type { Fault } from '../fault.ts'
import type { Value } from '../value.ts'
import type { Target } from './mapped-columns.ts'
import { saidTwice } from './mapped-faults.ts'
import type { MappedCell } from './mapping.ts'
import type { RowsParts } from './rows-columns.ts'
import { asRows } from './rows-columns.ts'
import type { ShapeField } from './shape.ts'
import { cellAddress } from './table.ts'

/** One row while it is read. */
export class RowWork {
  readonly at: string
  readonly cells: MappedCell[] = []
  readonly raw = new Map<string, unknown>()
  readonly rows = new Map<string, RowsParts>()
  readonly faults: Fault[] = []
  readonly words: string[] = []
  readonly filled = new Set<number>()
  isNew = false

  constructor(at: string) {
    this.at = at
  }

  addressOf(column: number): string {
    const row = Number(/\d+$/.exec(this.at)?.[0] ?? 1) - 1
    return cellAddress({ row, column })
  }

  cell({ at }: Target, said: { text: string; faults: readonly Fault[]; value?: Value }): void {
    const { text, faults, value = null } = said
    this.cells.push({ at, text, value: faults.length > 0 ? null : value, faults })
  }

  has(id: string): boolean {
    return this.raw.has(id) || this.rows.has(id)
  }

  /** Takes what a column says; several columns of one list add up. */
  add({ id, field, inside }: ShapeField, raw: unknown): void {
    if (raw === null || raw === undefined) return
    if (inside) {
      const inner = this.#rowsOf(inside.id).inner
      const own = id.slice(id.lastIndexOf('.') + 1)
      inner.set(own, [...(inner.get(own) ?? []), raw])
      return
    }
    if (field.type === 'rows') {
      for (const row of asRows(raw)) this.#rowsOf(id).whole.push(row)
      return
    }
    const before = this.raw.get(id)
    if (before === undefined) this.raw.set(id, raw)
    else if (Array.isArray(before)) this.raw.set(id, [...new Set([...before, ...[raw].flat()])])
    else if (before !== raw) this.faults.push({ ...saidTwice(field), at: [this.at, id] })
  }

  beside(field: string, row: Readonly<Record<string, unknown>>): void {
    this.#rowsOf(field).whole.push(row)
  }

  #rowsOf(id: string): RowsParts {
    const known = this.rows.get(id)
    if (known) return known
    const made: RowsParts = { whole: [], inner: new Map() }
    this.rows.set(id, made)
    return made
  }
}

/** Faults of a whole record, each at the cell of the field that it names. */
export function placedFaults(
  faults: readonly Fault[],
  told: RowWork,
  targets: readonly Target[],
): { readonly cells: readonly MappedCell[]; readonly faults: readonly Fault[] } {
  const own: Fault[] = []
  const byColumn = new Map<number, Fault[]>()
  for (const one of faults) {
    const [id] = one.at
    const target =
      targets.find(({ to }) => to.id === id) ?? targets.find(({ to }) => to.inside?.id === id)
    const address = target ? told.addressOf(target.at) : told.at
    const placed = { ...one, at: [address, ...one.at] }
    if (target) byColumn.set(target.at, [...(byColumn.get(target.at) ?? []), placed])
    else own.push(placed)
  }
  const cells = told.cells.map((cell) => {
    const found = byColumn.get(cell.at)
    byColumn.delete(cell.at)
    return found ? { ...cell, faults: [...cell.faults, ...found] } : cell
  })
  const blank = [...byColumn].map(([at, found]) => ({ at, text: '', value: null, faults: found }))
  return { cells: [...cells, ...blank], faults: own }
}
