import type { FieldContext } from '../fields/field-kind.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import type { Lang } from '../label.ts'
import { say } from '../label.ts'
import type { Names } from '../names.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Choice, Field, Register } from '../register/register.ts'
import type { Value } from '../value.ts'
import { itemLabel } from './item-columns.ts'
import { keyLabels } from './key-columns.ts'

/** What a sheet shows of records: labels, then a row a record. */
export interface WrittenTable {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly WrittenCell[])[]
  /** What is known of the columns, in order; of a table that never comes back, nothing. */
  readonly columns?: readonly WrittenColumn[]
}

/** A cell; of one that a spreadsheet keeps as a number, how a text file says it as well. */
export type WrittenCell = string | number | { readonly text: string; readonly number: number }

/** What is known of a column beside its label. */
export interface WrittenColumn {
  /** Says which record a row is; nobody changes it. */
  readonly isKey?: true
  /** Its text counts mark by mark, though it may look like a number or a day. */
  readonly asItIs?: true
  /** How a spreadsheet shows its numbers, e.g. `yyyy-mm-dd`. */
  readonly format?: string
  /** All that its cells may say. */
  readonly offered?: readonly string[]
}

/** Characters of a cell at most; Excel takes 32,767 and calls a file with more broken. */
const cellCharactersMax = 32_000
/** Digits that a spreadsheet keeps of a number. */
const digitsMax = 15

const tooLong = {
  zh: '（内容过长，请在系统中查看和更正）',
  en: '(Too long for a cell; read and correct it in the system)',
}

interface Surroundings {
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  readonly names: Names
  readonly lang: Lang
}

/**
 * The records as a sheet that is read back: same labels, same wording of every value, and at the
 * end of each row which record it is in which version. `fields` are the columns to show, in order;
 * those the reader may not see are left out before. `items` names a field of rows whose fields
 * stand in columns of their own: such a record has a row for each item, and says its other fields
 * in all of them. In steps, one a record: there may be 50,000.
 */
export function* writeTable(
  register: Register,
  records: readonly LedgerRecord[],
  around: Surroundings & { readonly fields: readonly Field[]; readonly items?: string },
): Generator<undefined, WrittenTable> {
  const { lists, names, lang, items } = around
  const context = fieldContext({ lists, names })
  const unfolded = around.fields.find(({ id, type }) => id === items && type === 'rows')
  const fields = around.fields.filter((field) => field !== unfolded)
  const inner = unfolded?.fields ?? []
  const cell = (value: Value | undefined, field: Field) =>
    writtenCell(value ?? null, field, context, lang)
  // An empty sheet is one to fill in: it has no record yet that a row could be.
  const itemKey = unfolded === undefined ? [] : [keyLabels.item]
  const keys = records.length === 0 ? [] : [keyLabels.id, keyLabels.version, ...itemKey]
  const labels = [
    ...fields.map(({ label }) => label),
    ...inner.map((one) => itemLabel(unfolded, one)),
  ]
  const rowsFor = (record: LedgerRecord): readonly (readonly WrittenCell[])[] => {
    const own = fields.map((field) => cell(record.values[field.id], field))
    const key = [record.id, record.version]
    if (unfolded === undefined) return [[...own, ...key]]
    const rows = rowsOf(record.values[unfolded.id])
    if (rows.length === 0) return [[...own, ...inner.map(() => ''), ...key, '']]
    return rows.map((row, nth) => [
      ...own,
      ...inner.map((field) => cell(row[field.id], field)),
      ...key,
      nth + 1,
    ])
  }
  const written: (readonly WrittenCell[])[] = []
  for (const record of records) {
    yield
    for (const row of rowsFor(record)) written.push(row)
  }
  return {
    name: say(register.label, lang),
    header: [...labels, ...keys].map((label) => say(label, lang)),
    rows: written,
    columns: [
      ...[...fields, ...inner].map((field) => columnOf(field, context, lang)),
      ...keys.map((): WrittenColumn => ({ isKey: true })),
    ],
  }
}

function columnOf(field: Field, context: FieldContext, lang: Lang): WrittenColumn {
  const { spelled, typed, offered } = fieldKindOf(field.type)
  const format = typed?.format(field, lang)
  const allowed = offered?.(field, context, lang) ?? []
  return {
    ...(spelled ? { asItIs: true } : {}),
    ...(format === undefined ? {} : { format }),
    ...(allowed.length === 0 ? {} : { offered: allowed }),
  }
}

/** A value as a cell of an exported sheet says it. */
export function writtenCell(
  value: Value,
  field: Field,
  context: FieldContext,
  lang: Lang,
): WrittenCell {
  const kind = fieldKindOf(field.type)
  const said = (kind.cell ?? kind.text)(value, field, context, lang)
  const text = said.length > cellCharactersMax ? say(tooLong, lang) : said
  const number = kind.typed?.number(value) ?? null
  return number === null || !isKept(number) ? text : { text, number }
}

/** Whether a spreadsheet keeps a number to its last digit. */
function isKept(number: number): boolean {
  return Number(number.toPrecision(digitsMax)) === number
}

/** A cell as a text. */
export function cellText(cell: WrittenCell): string {
  return typeof cell === 'object' ? cell.text : String(cell)
}
