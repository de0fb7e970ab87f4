import type { StoredEntry } from '../../app/ports/store-ports.ts'
import { partsOfPayload } from '../../append/prepare-write.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import type { SaltScheme } from '../../log/field-salts.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { ErasedPayload } from '../../log/payload-tree.ts'
import { readableFields } from '../../log/payload-tree.ts'

/** Columns of an entry `e` with its payload `p`. */
export const storedEntryColumns =
  'e.index, e.leaf, e.leaf_hash, e.receipt, p.secret, p.salts, p.fields, p.erased'

/** The tables behind `storedEntryColumns`; the statement adds `e.org_id = $1`. */
export const storedEntryFrom =
  'ledger.entry e LEFT JOIN ledger.payload p ON p.org_id = e.org_id AND p.index = e.index'

/** One row of `storedEntryColumns`. */
export interface StoredEntryRow {
  index: number
  leaf: string
  leaf_hash: Buffer
  receipt: string
  secret: Buffer | null
  salts: SaltScheme | null
  fields: string | null
  erased: ErasedPayload['cells'] | null
}

/** An entry as the ports give it. */
export function storedEntry(row: StoredEntryRow): StoredEntry {
  const fields = fieldsOf(row)
  return {
    index: row.index,
    leaf: JSON.parse(row.leaf) as Leaf,
    leafText: row.leaf,
    leafHash: toBase64(row.leaf_hash),
    values: fields === null ? null : partsOfPayload(fields).values,
    fields,
    secret: row.secret === null ? null : toBase64(row.secret),
    salts: row.salts,
    erased: row.erased,
    receipt: row.receipt,
  }
}

/** The fields of a payload as far as they are still there. */
export function fieldsOf({
  fields,
  erased,
}: Pick<StoredEntryRow, 'fields' | 'erased'>): Values | null {
  if (fields !== null) return JSON.parse(fields) as Values
  if (erased === null) return null
  return unflattenFields(readableFields({ cells: erased })) as Values | null
}
