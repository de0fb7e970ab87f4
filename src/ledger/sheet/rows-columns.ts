import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import { isObject } from '../fields/field-kind.ts'
import type { Field } from '../register.ts'

/** What the columns of one rows field say in one row of the table. */
export interface RowsParts {
  /** Whole rows, from a column of the field itself or from beside another. */
  readonly whole: readonly Readonly<Record<string, unknown>>[]
  /** Items by inner field. */
  readonly inner: ReadonlyMap<string, readonly unknown[]>
}

/**
 * The rows that columns side by side make: the first topic has the first outcome. One day or name
 * beside several items is that of each; one text beside several could belong to any of them.
 */
export function rowsFrom(
  field: Field,
  { whole, inner }: RowsParts,
  at: string,
): {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly faults: readonly Fault[]
} {
  const count = [...inner.values()].reduce(
    (most, { length }) => Math.max(most, length),
    whole.length,
  )
  const rows: Record<string, unknown>[] = Array.from({ length: count }, (_, nth) => ({
    ...whole[nth],
  }))
  const faults: Fault[] = []
  for (const [id, items] of inner) {
    const own = (field.fields ?? []).find((one) => one.id === id)
    const isText = own?.type === 'text' || own?.type === 'longText'
    if (items.length !== count && (items.length !== 1 || isText)) {
      faults.push(uneven(field, own as Field | undefined, at))
      continue
    }
    for (const [nth, row] of rows.entries()) row[id] = items.length === 1 ? items[0] : items[nth]
  }
  return { rows, faults }
}

/** Raw values of a cell as items of an inner field. */
export function asRows(raw: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(raw) ? raw.filter((one) => isObject(one)) : []
}

function uneven(field: Field, inner: Field | undefined, at: string): Fault {
  return fault('sheet.rows.uneven', {
    at: [at],
    text: {
      zh: `“${field.label.zh}”有几项，“${inner?.label.zh ?? ''}”的项数与之不符`,
      en: `“${field.label.en}” has several items, “${inner?.label.en ?? ''}” another number of them`,
    },
    hint: {
      zh: '每项一行，并编号，两列的项数一致。',
      en: 'One item a line, numbered, as many in both columns.',
    },
  })
}
