import { fieldContext, fieldKindOf } from '../fields/field-kinds.ts'
import type { Lang } from '../label.ts'
import { say } from '../label.ts'
import type { Names } from '../names.ts'
import type { LedgerRecord } from '../record.ts'
import type { Choice, Field, Register } from '../register.ts'

/** What a sheet shows of records: labels, then a row a record; numbers stay numbers. */
export interface WrittenTable {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/**
 * The records as a sheet that `readTable` reads back: same labels, same wording of every value.
 * `fields` are the columns to show, in order; those the reader may not see are left out before.
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
  return {
    name: say(register.label, lang),
    header: fields.map((field) => say(field.label, lang)),
    rows: records.map((record) =>
      fields.map((field) => {
        const value = record.values[field.id] ?? null
        if (typeof value === 'number' && field.type === 'number') return value
        return fieldKindOf(field.type).text(value, field, context, lang)
      }),
    ),
  }
}
