import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Values } from '../../ledger/value.ts'
import type { Line } from './line.ts'

/** A form with what was kept of it, by this version of the page or by another. */
export function withKept<Form extends { readonly items: readonly Line[] }>(
  form: Form,
  {
    kept,
    empty,
  }: {
    readonly kept: Values | null
    /** A line that nobody has filled in. */
    readonly empty: Form['items'][number]
  },
): Form {
  const items = rowsOf(kept?.['items']).map((row, key) => ({ ...empty, ...row, key }))
  return { ...form, ...kept, items: items.length === 0 ? form.items : items }
}
