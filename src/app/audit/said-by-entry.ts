import type { Values } from '../../ledger/value.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import { readableFields } from '../../log/payload-tree.ts'
import type { AuditedEntry } from '../ports/audit-ports.ts'

/** What an entry says beyond its leaf. */
export type SaidByEntry = Pick<AuditedEntry, 'index' | 'fields' | 'erased'>

/** The fields of an entry, whole or what an erasure left of them. */
export function fieldsOf({ fields, erased }: SaidByEntry): Values {
  try {
    if (erased !== null) return (unflattenFields(readableFields({ cells: erased })) ?? {}) as Values
    return JSON.parse(fields ?? '{}') as Values
  } catch {
    // A payload that cannot be read is named as such where its root is checked.
    return {}
  }
}
