import type { Fault } from '../fault.ts'
import { rowOfTexts } from '../fields/rows/rows.ts'
import type { Field } from '../register/register.ts'
import { rowNumber } from './header-rows.ts'
import type { ItemColumns } from './item-columns.ts'
import type { KeyColumns, RowKey } from './key-columns.ts'
import { doubledKey, readKey } from './key-columns.ts'
import type { Column } from './match-columns.ts'
import type { Cell } from './table.ts'
import { cellAddress } from './table.ts'

/** A cell and the field that it is about. */
interface FieldCell {
  readonly field: Field
  readonly cell: Cell
}

/** What a sheet says of one record: its row, or all of them where each item has a row. */
export interface KeyedRow {
  /** The number of the first row. */
  readonly row: number
  readonly key: Omit<RowKey, 'item'>
  /** The address of its record id. */
  readonly at: string
  /** A field stands here once for each row. */
  readonly cells: readonly FieldCell[]
  readonly items: KeyedItems | null
}

/** What a sheet says of the items of a record, each in a row of its own. */
export interface KeyedItems {
  /** The field of rows. */
  readonly field: Field
  readonly rows: readonly {
    /** Counted from 1 in the version that the sheet shows; null: a new one. */
    readonly item: number | null
    readonly cells: readonly FieldCell[]
  }[]
}

/** Where things stand in a sheet that was made here. */
export interface KeyedColumns {
  readonly columns: readonly Column[]
  readonly keys: KeyColumns
  readonly items: ItemColumns | null
}

type Row = readonly Cell[]

/** Rows that say which record they are, put together by record; and those that say nothing. */
export function splitByKey(
  body: readonly Row[],
  { columns, keys, items }: KeyedColumns,
): {
  readonly fresh: readonly Row[]
  readonly keyed: readonly KeyedRow[]
  readonly faults: readonly Fault[]
} {
  const fresh: Row[] = []
  const keyed = new Map<string, { row: KeyedRow; items: Map<number, number> }>()
  const faults: Fault[] = []
  for (const cells of body) {
    const { key, fault: wrong } = readKey(cells, keys)
    if (wrong) faults.push(wrong)
    if (key === null) {
      if (!wrong) fresh.push(cells)
      continue
    }
    const row = rowNumber(cells)
    const at = cells[keys.id ?? 0]?.address ?? ''
    const { id, version, item } = key
    const said = cellsOf(cells, columns)
    const told = items && { item, cells: cellsOf(cells, items.columns) }
    const before = keyed.get(id)
    if (before === undefined) {
      const own = items && told && { field: items.field, rows: [told] }
      const one = { row, key: { id, version }, at, cells: said, items: own }
      keyed.set(id, { row: one, items: new Map(item === null ? [] : [[item, row]]) })
      continue
    }
    const same = item === null ? undefined : before.items.get(item)
    const isOther = before.row.key.version !== version
    if (told === null || same !== undefined || isOther) {
      faults.push(doubledKey(at, { row, before: same ?? before.row.row }))
      continue
    }
    if (item !== null) before.items.set(item, row)
    const all = [...(before.row.items?.rows ?? []), told]
    const whole = items && { field: items.field, rows: all }
    before.row = { ...before.row, cells: [...before.row.cells, ...said], items: whole }
  }
  return { fresh, keyed: [...keyed.values()].map((one) => one.row), faults }
}

function cellsOf(
  cells: Row,
  columns: readonly { readonly field: Field; readonly at: number }[],
): readonly FieldCell[] {
  const row = rowNumber(cells) - 1
  return columns.map(({ field, at }) => ({
    field,
    cell: cells[at] ?? { address: cellAddress({ row, column: at }), text: '' },
  }))
}

/**
 * New rows of a sheet in which each item has a row, as rows of whole records: the items stand in
 * one cell of the field of rows, at the end. A row that says items only goes on with the record
 * above it.
 */
export function foldItems(
  fresh: readonly Row[],
  columns: readonly Column[],
  items: ItemColumns | null,
): { readonly fresh: readonly Row[]; readonly columns: readonly Column[] } {
  if (items === null) return { fresh, columns }
  const width = fresh.reduce((most, cells) => Math.max(most, cells.length), 0)
  const folded: { cells: Row; items: Cell[] }[] = []
  for (const cells of fresh) {
    const item = itemCell(cells, items)
    const isOwn = columns.some(({ at }) => (cells[at]?.text.trim() ?? '') !== '')
    const above = folded.at(-1)
    if (isOwn || above === undefined) folded.push({ cells, items: [item] })
    else above.items.push(item)
  }
  return {
    fresh: folded.map((one) => {
      const row = rowNumber(one.cells) - 1
      const blank = (column: number) => ({ address: cellAddress({ row, column }), text: '' })
      const own = Array.from({ length: width }, (_, at) => one.cells[at] ?? blank(at))
      const [first = blank(width)] = one.items
      const odd = one.items.find(({ oddity }) => oddity !== undefined)
      const text = one.items.map((item) => item.text).join('\n')
      return [...own, odd ?? { address: first.address, text }]
    }),
    columns: [...columns, { field: items.field, at: width }],
  }
}

function itemCell(cells: Row, { field, columns }: ItemColumns): Cell {
  const own = (field.fields ?? []).map((inner) => {
    const column = columns.find((one) => one.field === inner)
    return column === undefined ? undefined : cells[column.at]
  })
  const odd = own.find((cell) => cell?.oddity === 'formula' || cell?.oddity === 'error')
  const address = cells[columns[0]?.at ?? 0]?.address ?? ''
  return odd ?? { address, text: rowOfTexts(own.map((cell) => cell?.text.trim() ?? '')) }
}
