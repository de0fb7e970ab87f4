import type { FieldContext } from '../fields/field-kind.ts'
import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import { say } from '../label.ts'
import type { Lang } from '../label.ts'
import type { Names } from '../names.ts'
import type { LedgerRecord } from '../record.ts'
import type { Choice, Field, Register } from '../register.ts'
import type { Value } from '../value.ts'
import { keyLabels } from './key-columns.ts'

/** What a sheet shows of records: labels, then a row a record; numbers stay numbers. */
export interface WrittenTable {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** Columns at the end that say which record a row is; none when absent. */
  readonly keyColumns?: number
  /** Columns whose text counts mark by mark, though it may look like a number or a day. */
  readonly asItIs?: readonly number[]
}

/** Characters of a cell at most; Excel takes 32,767 and calls a file with more broken. */
const cellCharactersMax = 32_000

const tooLong = {
  zh: '（内容过长，请在系统中查看和更正）',
  en: '(Too long for a cell; read and correct it in the system)',
}

/**
 * The records as a sheet that is read back: same labels, same wording of every value, and at the
 * end of each row which record it is in which version. `fields` are the columns to show, in order;
 * those the reader may not see are left out before.
 */
export function writeTable(
  register: Register,
  records: readonly LedgerRecord[],
  around: {
    readonly fields: readonly Field[]
    readonly lists: ReadonlyMap<string, readonly Choice[]>
    readonly names: Names
    readonly lang: Lang
  },
): WrittenTable {
  const { fields, lists, names, lang } = around
  const context = fieldContext({ lists, names })
  // An empty sheet is one to fill in: it has no record yet that a row could be.
  const keys = records.length === 0 ? [] : [keyLabels.id, keyLabels.version]
  return {
    name: say(register.label, lang),
    header: [...fields.map(({ label }) => label), ...keys].map((label) => say(label, lang)),
    rows: records.map((record) => [
      ...fields.map((field) => writtenCell(record.values[field.id] ?? null, field, context, lang)),
      record.id,
      record.version,
    ]),
    keyColumns: keys.length,
    asItIs: fields.flatMap(({ type }, at) => (fieldKindOf(type).spelled ? [at] : [])),
  }
}

/** A value as a cell of an exported sheet says it. */
export function writtenCell(
  value: Value,
  field: Field,
  context: FieldContext,
  lang: Lang,
): string | number {
  if (typeof value === 'number' && field.type === 'number') return value
  const kind = fieldKindOf(field.type)
  const text = (kind.cell ?? kind.text)(value, field, context, lang)
  return text.length > cellCharactersMax ? say(tooLong, lang) : text
}
