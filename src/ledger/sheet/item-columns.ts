import type { Label } from '../label.ts'
import type { Field, Register } from '../register/register.ts'
import type { Cell } from './table.ts'

/** Columns of a sheet in which each item of a field of rows has a row of its own. */
export interface ItemColumns {
  /** The field of rows. */
  readonly field: Field
  readonly columns: readonly { readonly field: Field; readonly at: number }[]
}

/** What the column of a field inside rows is called: 议题·汇报人. */
export function itemLabel(rows: { readonly label: Label } | undefined, inner: Field): Label {
  const { zh = '', en = '' } = rows?.label ?? {}
  return { zh: `${zh}·${inner.label.zh}`, en: `${en} · ${inner.label.en}` }
}

/** The columns of a header that are fields inside rows; null where there are none. */
export function itemColumns(header: readonly Cell[], { fields }: Register): ItemColumns | null {
  for (const field of fields) {
    const columns = (field.fields ?? []).flatMap((inner) => {
      const label = itemLabel(field, inner)
      const names = [label.zh, label.en].map(plain)
      const at = header.findIndex(({ text }) => names.includes(plain(text)))
      return at < 0 ? [] : [{ field: inner, at }]
    })
    if (columns.length > 0) return { field, columns }
  }
  return null
}

function plain(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase()
}
