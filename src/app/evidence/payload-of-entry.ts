import { fromBase64 } from '../../log/base64.ts'
import type { Json } from '../../log/canonical-json.ts'
import { flattenFields } from '../../log/flatten-fields.ts'
import { payloadOf } from '../../log/payload-tree.ts'
import type { Payload } from '../../log/payload-tree.ts'
import type { StoredEntry } from '../ports.ts'

/** The payload of a stored entry, whole or erased; null where nothing is left of it. */
export function payloadOfEntry({ erased, secret, fields }: StoredEntry): Payload | null {
  if (erased !== null) return { cells: erased }
  const bytes = secret === null ? null : fromBase64(secret)
  if (bytes === null || fields === null) return null
  return payloadOf(bytes, flattenFields(fields as { readonly [key: string]: Json }))
}
