import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { Label } from '../label.ts'
import type { Cell } from './table.ts'

/**
 * The last columns of an exported sheet: which record a row is, which version of it the sheet
 * shows, and, where each item of a record has a row, which item. By them a sheet that comes back is
 * a correction and never a second record.
 */
export const keyLabels = {
  id: { zh: '记录号（勿改）', en: 'Record id (keep)' },
  version: { zh: '版本（勿改）', en: 'Version (keep)' },
  item: { zh: '项号（勿改）', en: 'Item (keep)' },
} as const satisfies Readonly<Record<string, Label>>

type Key = keyof typeof keyLabels

/** Which record a row says it is. */
export interface RowKey {
  readonly id: string
  readonly version: number
  /** Which item of it, counted from 1; null for a new one, and where rows are whole records. */
  readonly item: number | null
}

/** Where the keys stand in a sheet, by column. */
export type KeyColumns = { readonly [key in Key]: number | null }

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const versionMax = 1_000_000_000

/** The key that a label names; null for a label of a field. */
export function keyNamed(text: string): Key | null {
  const label = plain(text)
  const named = Object.entries(keyLabels).find(
    ([, { zh, en }]) => label === plain(zh) || label === plain(en),
  )
  return (named?.[0] as Key | undefined) ?? null
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** The columns of the keys; a label that stands twice counts once, the first. */
export function keyColumns(header: readonly Cell[]): KeyColumns {
  const at = (key: Key) => {
    const found = header.findIndex((cell) => keyNamed(cell.text) === key)
    return found < 0 ? null : found
  }
  return { id: at('id'), version: at('version'), item: at('item') }
}

/** The key of a row: none where its cells are blank, a fault where one was changed or lost. */
export function readKey(
  cells: readonly Cell[],
  columns: KeyColumns,
): { readonly key: RowKey | null; readonly fault?: Fault } {
  const cellOf = (key: Key) => (columns[key] === null ? undefined : cells[columns[key]])
  const id = cellOf('id')?.text.trim().toLowerCase() ?? ''
  const [version, item] = (['version', 'item'] as const).map(
    (key) => cellOf(key)?.text.normalize('NFKC').trim() ?? '',
  ) as [string, string]
  if (`${id}${version}${item}` === '') return { key: null }
  if (id === '') return { key: null, fault: lostId(cellOf(version === '' ? 'item' : 'version')) }
  if (!uuid.test(id)) return { key: null, fault: mangledId(cellOf('id')) }
  const [number, nth] = [countIn(version), countIn(item)]
  if (number === null) return { key: null, fault: lostVersion(cellOf('version') ?? cellOf('id')) }
  if (item !== '' && nth === null) return { key: null, fault: mangledItem(cellOf('item')) }
  return { key: { id, version: number, item: nth } }
}

/** A number counted from 1, as a spreadsheet may have written it; null for what is none. */
function countIn(text: string): number | null {
  const number = /^\d{1,10}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
  return number >= 1 && number <= versionMax ? number : null
}

const keyHint: Label = {
  zh: '请从导出的表中原样复制这一行的记录号和版本；确要新增的，把这几格都清空。',
  en: 'Copy the keys of the row from the exported sheet; for a new record leave all of them blank.',
}

function lostId(cell: Cell | undefined): Fault {
  const at = cell?.address ?? ''
  return fault('sheet.key.no-id', {
    at: [at],
    text: {
      zh: `${at} 有版本，但这一行没有记录号`,
      en: `${at} gives a version, but the row has no record id`,
    },
    hint: keyHint,
  })
}

function mangledId(cell: Cell | undefined): Fault {
  const at = cell?.address ?? ''
  return fault('sheet.key.id-form', {
    at: [at],
    text: {
      zh: `${at} 的记录号“${(cell?.text ?? '').slice(0, 60)}”不完整或被改动`,
      en: `The record id “${(cell?.text ?? '').slice(0, 60)}” at ${at} is incomplete or changed`,
    },
    hint: keyHint,
  })
}

function lostVersion(cell: Cell | undefined): Fault {
  const at = cell?.address ?? ''
  return fault('sheet.key.version-form', {
    at: [at],
    text: {
      zh: `${at}：有记录号的行缺少版本，或版本被改动`,
      en: `${at}: the row has a record id, but its version is missing or changed`,
    },
    hint: keyHint,
  })
}

/** An item that its record does not have, or whose number is none. */
export function mangledItem(cell: Cell | undefined): Fault {
  const at = cell?.address ?? ''
  const said = (cell?.text ?? '').slice(0, 60)
  return fault('sheet.key.item-form', {
    at: [at],
    text: {
      zh: `${at} 的项号“${said}”不是这条记录的任何一项`,
      en: `“${said}” at ${at} is no item of this record`,
    },
    hint: {
      zh: '请从导出的表中原样复制项号；要给这条记录增加一项的，只把项号清空。',
      en: 'Copy the item from the exported sheet; to add one to the record blank the item only.',
    },
  })
}

/** A row that is the same record as one before it. */
export function doubledKey(at: string, rows: { readonly row: number; before: number }): Fault {
  const { row, before } = rows
  return fault('sheet.key.twice', {
    at: [at],
    text: {
      zh: `第${row}行与第${before}行是同一条记录`,
      en: `Rows ${row} and ${before} are the same record`,
    },
    hint: {
      zh: '只留一行；确要新增的，把记录号和版本等几格清空。',
      en: 'Keep one of them; for a new record blank the keys of the row.',
    },
  })
}
