import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { Label } from '../label.ts'
import type { Cell } from './table.ts'

/**
 * The two last columns of an exported sheet: which record a row is, and which version of it the
 * sheet shows. By them a sheet that comes back is a correction and never a second record.
 */
export const keyLabels: { readonly id: Label; readonly version: Label } = {
  id: { zh: '记录号（勿改）', en: 'Record id (keep)' },
  version: { zh: '版本（勿改）', en: 'Version (keep)' },
}

/** Which record a row says it is. */
export interface RowKey {
  readonly id: string
  readonly version: number
}

/** Where the keys stand in a sheet, by column. */
export interface KeyColumns {
  readonly id: number | null
  readonly version: number | null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const versionMax = 1_000_000_000

/** The key that a label names; null for a label of a field. */
export function keyNamed(text: string): 'id' | 'version' | null {
  const label = plain(text)
  const is = ({ zh, en }: Label) => label === plain(zh) || label === plain(en)
  return is(keyLabels.id) ? 'id' : is(keyLabels.version) ? 'version' : null
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** The columns of the keys; a label that stands twice counts once, the first. */
export function keyColumns(header: readonly Cell[]): KeyColumns {
  const at = (key: 'id' | 'version') => {
    const found = header.findIndex((cell) => keyNamed(cell.text) === key)
    return found < 0 ? null : found
  }
  return { id: at('id'), version: at('version') }
}

/** The key of a row: none where both cells are blank, a fault where one was changed or lost. */
export function readKey(
  cells: readonly Cell[],
  columns: KeyColumns,
): { readonly key: RowKey | null; readonly fault?: Fault } {
  const idCell = columns.id === null ? undefined : cells[columns.id]
  const versionCell = columns.version === null ? undefined : cells[columns.version]
  const id = idCell?.text.trim().toLowerCase() ?? ''
  const version = versionCell?.text.normalize('NFKC').trim() ?? ''
  if (id === '' && version === '') return { key: null }
  const place = (id === '' ? versionCell : idCell) ?? cells[0]
  if (id === '') return { key: null, fault: lostId(place) }
  if (!uuid.test(id)) return { key: null, fault: mangledId(place) }
  const number = /^\d{1,10}(?:\.0+)?$/.test(version) ? Number(version) : Number.NaN
  if (number >= 1 && number <= versionMax) return { key: { id, version: number } }
  return { key: null, fault: lostVersion(versionCell ?? place) }
}

const keyHint: Label = {
  zh: '请从导出的表中原样复制这一行的记录号和版本；确要新增的，把这两格都清空。',
  en: 'Copy both keys of the row from the exported sheet; for a new record leave both blank.',
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

/** Every key that stands in two rows is a fault at the second. */
export function doubledKeys(
  rows: readonly { readonly row: number; readonly key: RowKey; readonly at: string }[],
): readonly Fault[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ row, key, at }) => {
    const before = first.get(key.id)
    if (before === undefined) {
      first.set(key.id, row)
      return []
    }
    return fault('sheet.key.twice', {
      at: [at],
      text: {
        zh: `第${row}行与第${before}行是同一条记录`,
        en: `Rows ${row} and ${before} are the same record`,
      },
      hint: {
        zh: '只留一行；确要新增的，把记录号和版本两格清空。',
        en: 'Keep one of them; for a new record blank the record id and the version.',
      },
    })
  })
}
