import type { RecordView } from '../../api/contract/record.ts'
import type { FieldContext } from '../../ledger/fields/field-kind.ts'
import type { Lang } from '../../ledger/label.ts'
import { say } from '../../ledger/label.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { csvText } from '../../ledger/sheet/csv-text.ts'
import { keyLabels } from '../../ledger/sheet/key-columns.ts'
import { placeOfCell } from '../../ledger/sheet/table.ts'
import { cellText, writtenCell } from '../../ledger/sheet/write-table.ts'
import type { GivenFile } from '../components/file-drop.tsx'

/**
 * What somebody has typed into cells of a register and not saved, flat as any draft: the text under
 * `<record>/<field>`, under `<record>/` the version that was looked at, new rows as `+1`, `+2` ….
 */
export type SheetEdits = Readonly<Record<string, string>>

/** A cell of the register, or of a row that is still to be written. */
export interface SheetPlace {
  readonly row: string
  readonly field: string
}

/** What a cell is to say; `before` is what it said when it was read. */
export interface CellEdit extends SheetPlace {
  readonly text: string
  readonly before: string
  readonly version: number | null
}

const keyOf = ({ row, field }: SheetPlace) => `${row}/${field}`

function placeIn(key: string): SheetPlace {
  const [row = '', field = ''] = key.split('/')
  return { row, field }
}

/** What somebody typed there; undefined: nothing. */
export function editAt(edits: SheetEdits, place: SheetPlace): string | undefined {
  return edits[keyOf(place)]
}

/** The edits with these cells; one that says again what it said is no edit any more. */
export function withCells(edits: SheetEdits, cells: readonly CellEdit[]): SheetEdits {
  const next: Record<string, string> = { ...edits }
  for (const cell of cells) {
    if (cell.text === cell.before && cell.version !== null) delete next[keyOf(cell)]
    else next[keyOf(cell)] = cell.text
    const versionKey = keyOf({ row: cell.row, field: '' })
    if (cell.version !== null) next[versionKey] ??= `${cell.version}`
    if (fieldsIn(next, cell.row).length === 0) delete next[versionKey]
  }
  return next
}

/** Fields of a row that something was typed into. */
export function fieldsIn(edits: SheetEdits, row: string): readonly string[] {
  const start = keyOf({ row, field: '' })
  return Object.keys(edits)
    .filter((key) => key.startsWith(start) && key !== start)
    .map((key) => key.slice(start.length))
}

/** Rows that are still to be written, in their order. */
export function newRows(edits: SheetEdits): readonly string[] {
  const rows = Object.keys(edits).flatMap((key) => /^\+\d+(?=\/)/.exec(key)?.[0] ?? [])
  return [...new Set(rows)].sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)))
}

/** Every field that something was typed into. */
export function editedFields(edits: SheetEdits): ReadonlySet<string> {
  return new Set(Object.keys(edits).map((key) => placeIn(key).field))
}

/** Records that are changed and not at hand: on another page, or outside of what is listed. */
export function rowsElsewhere(
  edits: SheetEdits,
  records: readonly RecordView[],
): readonly string[] {
  const here = new Set([...records.map(({ id }) => id), ...newRows(edits)])
  const rows = new Set(Object.keys(edits).map((key) => placeIn(key).row))
  return [...rows].filter((row) => !here.has(row))
}

/** The edits without these rows. */
export function withoutRows(edits: SheetEdits, rows: readonly string[]): SheetEdits {
  const out = new Set(rows)
  return Object.fromEntries(Object.entries(edits).filter(([key]) => !out.has(placeIn(key).row)))
}

/** Records that are changed, of those at hand. */
export function changedRecords(edits: SheetEdits, records: readonly RecordView[]) {
  return records.filter(({ id }) => fieldsIn(edits, id).length > 0)
}

/** Whether a cell can say the whole of such a field: items, files and links have forms. */
export function isOfCells({ type }: Field): boolean {
  return type !== 'rows' && type !== 'file' && type !== 'record'
}

/** What a cell says, as an exported sheet does. */
export function textOf(record: RecordView, field: Field, around: Around): string {
  const value = record.values[field.id] ?? null
  return cellText(writtenCell(value, field, around.context, around.lang))
}

interface Around {
  readonly context: FieldContext
  readonly lang: Lang
}

/** The edits as a sheet that comes back (decision 0063), and where each of its cells stands. */
export interface EditedSheet {
  readonly file: GivenFile
  /** The rows here that it holds. */
  readonly rows: readonly string[]
  placeOf(at: string): SheetPlace | null
  /** The row here of a row of the file, by its number there. */
  rowOf(row: number): string | null
}

/** Changed records with what they say in the columns that were changed, and the new rows. */
export function editedSheet(
  register: Register,
  records: readonly RecordView[],
  edits: SheetEdits,
  around: Around,
): EditedSheet {
  const changed = changedRecords(edits, records)
  const fresh = newRows(edits)
  const rows = [...changed.map(({ id }) => id), ...fresh]
  const touched = new Set(rows.flatMap((row) => fieldsIn(edits, row)))
  const fields = register.fields.filter(({ id }) => touched.has(id))
  const labels = [...fields.map(({ label }) => label), keyLabels.id, keyLabels.version]
  const lines = [
    ...changed.map((record) => [
      ...fields.map((field) => {
        const typed = editAt(edits, { row: record.id, field: field.id })
        return typed ?? textOf(record, field, around)
      }),
      record.id,
      editAt(edits, { row: record.id, field: '' }) ?? `${record.version}`,
    ]),
    ...fresh.map((row) => [
      ...fields.map((field) => editAt(edits, { row, field: field.id }) ?? ''),
      '',
      '',
    ]),
  ]
  const name = say(register.label, around.lang)
  const header = labels.map((label) => say(label, around.lang))
  const text = csvText({ name, header, rows: lines })
  const rowOf = (row: number) => rows[row - headLines - 1] ?? null
  return {
    file: { name: `${name}.csv`, bytes: new Blob([text]) },
    rows,
    rowOf,
    placeOf: (at) => {
      const place = placeOfCell(at)
      const row = place && rowOf(place.row + 1)
      return row === null ? null : { row, field: fields[place?.column ?? 0]?.id ?? '' }
    },
  }
}

/** The first line of the file says which column is what. */
const headLines = 1

/** A range that was copied in a spreadsheet, as rows of cells. */
export function pastedCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [['']]
  let isQuoted = false
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < source.length; at++) {
    const row = rows.at(-1) ?? []
    const mark = source[at] ?? ''
    const cell = row.length - 1
    if (isQuoted && mark === '"' && source[at + 1] === '"') {
      row[cell] += '"'
      at++
    } else if (mark === '"' && (isQuoted || row[cell] === '')) isQuoted = !isQuoted
    else if (isQuoted) row[cell] += mark
    else if (mark === '\t') row.push('')
    else if (mark === '\n') rows.push([''])
    else row[cell] += mark
  }
  return rows
}

/** Rows of cells as a spreadsheet takes them from the clipboard. */
export function copiedText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join('\t')).join('\n')
}
