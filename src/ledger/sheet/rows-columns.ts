import type { Fault } from '../fault.ts'
import { fault } from '../fault.ts'
import { isObject } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Field } from '../register/register.ts'
import { itemsOf } from './written-items.ts'

type Row = Readonly<Record<string, unknown>>

/** What the columns of one rows field say in one row of the table. */
export interface RowsParts {
  /** Whole rows, from a column of the field itself or from beside another. */
  readonly whole: Row[]
  /** Raw values by inner field, as its columns say them. */
  readonly inner: Map<string, unknown[]>
}

/** To which of several items one text beside them belongs; somebody says it once for the column. */
export type Belonging = 'each' | 'first' | 'last' | 'none'

/** The rows that columns side by side make; `asks` are inner fields whose place nobody has said. */
export interface MadeRows {
  readonly rows: readonly Row[]
  readonly asks: readonly string[]
  readonly faults: readonly Fault[]
}

/**
 * Columns side by side as rows: the first topic has the first outcome. One day or name beside
 * several items is that of each; one text beside several is asked about.
 */
export function rowsFrom(
  field: Field,
  { whole, inner }: RowsParts,
  { at, belongs }: { at: string; belongs: (inner: string) => Belonging | undefined },
): MadeRows {
  const columns = [...inner].map(([id, raw]) => ({ id, raw, items: asItems(raw) }))
  const first = field.fields?.[0]?.id
  const leading = columns.find(({ id }) => id === first)?.items.length ?? 0
  const most = columns.reduce((count, { items }) => Math.max(count, items.length), 0)
  const count = Math.max(whole.length, leading) || most
  const rows: Record<string, unknown>[] = Array.from({ length: count }, (_, nth) => ({
    ...whole[nth],
  }))
  const asks: string[] = []
  const faults: Fault[] = []
  for (const { id, raw, items } of columns) {
    const own = field.fields?.find((one) => one.id === id) as Field | undefined
    const isText = own !== undefined && fieldKindOf(own.type).freeText === true
    if (isText && count === 1) for (const row of rows) row[id] = raw.join('；')
    else if (items.length === count) {
      for (const [nth, row] of rows.entries()) row[id] = items[nth]
    } else if (isText) {
      const place = belongs(id)
      if (place === undefined) asks.push(id)
      else put(rows, { id, text: raw.join('；'), place })
    } else if (items.length === 1) for (const row of rows) row[id] = items[0]
    else faults.push(uneven(field, own, at))
  }
  return { rows, asks, faults }
}

function put(
  rows: readonly Record<string, unknown>[],
  { id, text, place }: { id: string; text: string; place: Belonging },
): void {
  for (const [nth, row] of rows.entries()) {
    const isPlace = place === 'each' || nth === (place === 'first' ? 0 : rows.length - 1)
    if (isPlace && place !== 'none') row[id] = text
  }
}

function asItems(raw: readonly unknown[]): readonly unknown[] {
  return raw.flatMap((one): readonly unknown[] => (typeof one === 'string' ? itemsOf(one) : [one]))
}

/** Raw values of a cell as rows. */
export function asRows(raw: unknown): readonly Row[] {
  return Array.isArray(raw) ? raw.filter((one) => isObject(one)) : []
}

/** What can be answered where one text stands beside several items. */
export const belongings = [
  { id: 'last', label: { zh: '写在最后一项', en: 'It belongs to the last' } },
  { id: 'first', label: { zh: '写在第一项', en: 'It belongs to the first' } },
  { id: 'each', label: { zh: '每项都写', en: 'It belongs to each' } },
  { id: 'none', label: { zh: '不导入', en: 'Leave it out' } },
]

/** Why it is asked. */
export const whyBelonging = {
  zh: '几项内容旁只有一段文字，不知属于哪一项',
  en: 'One text stands beside several items; which does it belong to?',
}

function uneven(field: Field, inner: Field | undefined, at: string): Fault {
  return fault('sheet.rows.uneven', {
    at: [at],
    text: {
      zh: `“${field.label.zh}”有几项，“${inner?.label.zh ?? ''}”的项数与之不符`,
      en: `“${field.label.en}” has several items, “${inner?.label.en ?? ''}” another number`,
    },
    hint: {
      zh: '每项一行，并编号，两列的项数一致。',
      en: 'One item a line, numbered, as many in both columns.',
    },
  })
}
