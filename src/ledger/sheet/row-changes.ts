import type { Json } from '../../log/canonical-json.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import type { FieldContext } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import { noFiles } from '../fields/file/file.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import type { Field } from '../register/register.ts'
import type { Value, Values } from '../value.ts'
import { mangledItem } from './key-columns.ts'
import type { KeyedItems, KeyedRow } from './keyed-rows.ts'
import { notAValue } from './read-row.ts'
import type { Cell } from './table.ts'
import { cellText, writtenCell } from './write-table.ts'

/** A cell that says something else than the record. */
export interface CellChange {
  readonly field: Field
  /** The address of the cell. */
  readonly at: string
  readonly before: Value
  readonly after: Value
}

/** A record as a row of a sheet meets it, in what the reader may see. */
export interface RowSubject {
  /** The values of the version that the sheet shows. */
  readonly seen: Values
  /** The values as they stand; the same where nobody has corrected it meanwhile. */
  readonly now: Values
  /** Fields that the reader may not read, or not whole. */
  readonly hidden: ReadonlySet<string>
}

/** Surroundings in both languages: a sheet comes back in the one it went out in. */
export interface SheetContexts {
  readonly zh: FieldContext
  readonly en: FieldContext
}

/** A cell that says something else than the record, which somebody has corrected meanwhile. */
export interface CellConflict {
  readonly field: Field
  readonly at: string
  /** What the sheet showed, what stands in the ledger now, and what the sheet says. */
  readonly base: Value
  readonly theirs: Value
  readonly mine: Value
}

/** What a row that came back comes to. */
export interface RowChanges {
  readonly changes: readonly CellChange[]
  readonly conflicts: readonly CellConflict[]
  readonly faults: readonly Fault[]
}

/**
 * What a row that came back changes of its record. A cell that says what the export said is no
 * change, whether or not its kind could read it: so names, links, files and fields that somebody
 * may not read come back as they were. A change of what another has corrected meanwhile is a
 * conflict. Where a record has several rows, one changed cell of them changes the field, and two
 * that say different things are a fault.
 */
export function rowChanges(
  row: KeyedRow,
  subject: RowSubject,
  contexts: SheetContexts,
): RowChanges {
  const around = { subject, contexts }
  const said = new Map<string, SaidCell>()
  const faults: Fault[] = []
  const cells = row.cells.map(({ field, cell }) => saidBy(cell, field, around))
  for (const one of [...cells, saidByItems(row.items, around)]) {
    if (one === null) continue
    if (one.faults !== undefined) {
      faults.push(...one.faults)
      continue
    }
    const before = said.get(one.field.id)
    if (before === undefined) said.set(one.field.id, one)
    else if (!same(before.value, one.value)) faults.push(saysTwoThings(one, before))
  }
  const changes: CellChange[] = []
  const conflicts: CellConflict[] = []
  for (const { field, at, value: mine } of said.values()) {
    const [base, theirs] = [subject.seen[field.id] ?? null, subject.now[field.id] ?? null]
    if (same(mine, base) || same(mine, theirs)) continue
    if (same(base, theirs)) changes.push({ field, at, before: theirs, after: mine })
    else conflicts.push({ field, at, base, theirs, mine })
  }
  return { changes, conflicts, faults }
}

/** The value that a cell says, other than what the sheet showed. */
interface SaidCell {
  readonly field: Field
  readonly at: string
  readonly value: Value
  readonly faults?: undefined
}

type Said = SaidCell | { readonly faults: readonly Fault[] } | null

interface Around {
  readonly subject: RowSubject
  readonly contexts: SheetContexts
}

/** What a cell says of its field; null: what the export said. */
function saidBy(cell: Cell, field: Field, { subject, contexts }: Around): Said {
  if (saysThis(cell, subject.seen[field.id] ?? null, field, contexts)) return null
  if (subject.hidden.has(field.id)) return { faults: [hidden(cell, field)] }
  const read = readChanged(cell, field, contexts)
  return read.faults === undefined ? { field, at: cell.address, value: read.value } : read
}

/**
 * What the rows of a record say of its items. An item whose row is gone stays; one whose cells are
 * all emptied goes; a row that names no item is a new one.
 */
function saidByItems(items: KeyedItems | null, { subject, contexts }: Around): Said {
  if (items === null) return null
  const { field } = items
  const shown = rowsOf(subject.seen[field.id])
  const rows: Record<string, Value>[] = shown.map((row) => ({ ...row }))
  const faults: Fault[] = []
  let at: string | null = null
  for (const { item, cells } of items.rows) {
    const place = cells[0]?.cell
    if (item !== null && item > shown.length) {
      faults.push(mangledItem({ address: place?.address ?? '', text: String(item) }))
      continue
    }
    const before = item === null ? {} : (shown[item - 1] ?? {})
    const row = item === null ? {} : (rows[item - 1] ?? {})
    if (item === null) rows.push(row)
    for (const { field: inner, cell } of cells) {
      if (saysThis(cell, before[inner.id] ?? null, inner, contexts)) continue
      const read = readChanged(cell, inner, contexts)
      if (read.faults === undefined) row[inner.id] = read.value
      else faults.push(...read.faults)
      at ??= cell.address
    }
  }
  if (faults.length > 0) return { faults }
  if (at === null) return null
  if (subject.hidden.has(field.id)) return { faults: [hidden({ address: at, text: '' }, field)] }
  const parsed = fieldKindOf(field.type).parse(rows, field, contexts.zh)
  return parsed.faults === undefined
    ? { field, at, value: parsed.value }
    : { faults: parsed.faults.map((one) => ({ ...one, at: [at, ...one.at] })) }
}

/** Whether two values are one. */
export function same(one: Value, other: Value): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}

/** Whether a cell says what an export in either language writes of the value. */
function saysThis(cell: Cell, value: Value, field: Field, contexts: SheetContexts): boolean {
  const said = plain(cell.text)
  // A day that a spreadsheet keeps as a number is read as the day.
  if (typeof value === 'string' && said === value) return true
  return (['zh', 'en'] as const).some((lang) => {
    const written = writtenCell(value, field, contexts[lang], lang)
    if (typeof written === 'object' && said === String(written.number)) return true
    return said === plain(cellText(written))
  })
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

function readChanged(
  cell: Cell,
  field: Field,
  contexts: SheetContexts,
):
  | { readonly value: Value; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly value?: undefined } {
  if (cell.oddity === 'formula' || cell.oddity === 'error') return { faults: [notAValue(cell)] }
  const read = fieldKindOf(field.type).read(cell.text, field, contexts.zh)
  if (field.type !== 'file' && read.faults === undefined) return read
  const faults = read.faults ?? [fault('field.file.cell', noFiles)]
  return { faults: faults.map((one) => ({ ...one, at: [cell.address, ...one.at] })) }
}

function hidden(cell: Cell, { label }: Field): Fault {
  return fault('sheet.cell.hidden', {
    at: [cell.address],
    text: {
      zh: `您的角色看不到“${label.zh}”的全部内容，不能通过表格更改`,
      en: `Your role does not see all of “${label.en}” and cannot change it by a sheet`,
    },
    hint: {
      zh: '请恢复原样，或删去这一列，由有权限的人更正。',
      en: 'Put it back or take the column out; somebody who may will correct it.',
    },
  })
}

function saysTwoThings(cell: SaidCell, before: SaidCell): Fault {
  const { label } = cell.field
  return fault('sheet.row.says-two-things', {
    at: [cell.at],
    text: {
      zh: `${before.at}和${cell.at}是同一条记录的“${label.zh}”，写的却不一样`,
      en: `${before.at} and ${cell.at} are “${label.en}” of one record and say different things`,
    },
    hint: {
      zh: '同一条记录占几行的，只改其中一行，或几行改成一样。',
      en: 'Where a record has several rows, change one of them, or all in the same way.',
    },
  })
}
