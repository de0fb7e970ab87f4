import { partsOfPayload, shownDigest, shownOf } from '../../append/prepare-write.ts'
import { recordAfter, withPayload } from '../../ledger/record/fold.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'
import type { IndexedLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AuditedRecord } from '../ports/audit-ports.ts'

/** A stored record, held against the entry that left it in all but where it began. */
export interface CheckedRecord extends Pick<LedgerRecord, 'firstEntry' | 'firstRecordedAt'> {
  /** What of it differs from that entry. */
  readonly differing: readonly string[]
}

/** Every entry carries its record whole, so that it alone says all but where the record began. */
export function checkRecord(
  crypto: LogCrypto,
  { record, title, search }: AuditedRecord,
  { read, fields }: { readonly read: IndexedLeaf; readonly fields: Values },
): CheckedRecord {
  const { firstEntry, firstRecordedAt } = record
  const after = recordAfter({ firstEntry, firstRecordedAt }, read)
  if (after === null) return { firstEntry, firstRecordedAt, differing: ['record'] }
  const expected = withPayload(after, partsOfPayload(fields))
  const shown = shownOf(fields)
  const isShown = shown === null || shown === shownDigest(crypto, { title, search })
  return {
    firstEntry,
    firstRecordedAt,
    differing: [...differingParts(record, expected), ...(isShown ? [] : ['title/search'])],
  }
}

function differingParts(record: LedgerRecord, expected: LedgerRecord): readonly string[] {
  const parts = Object.keys(expected) as (keyof LedgerRecord)[]
  const differing = parts.filter((part) => part !== 'values' && record[part] !== expected[part])
  if (isSame(record.values, expected.values)) return differing
  const fields = new Set([...Object.keys(expected.values), ...Object.keys(record.values)])
  const values = [...fields].filter(
    (field) => !isSame(record.values[field], expected.values[field]),
  )
  return [...differing, ...values.map((field) => `values.${field}`)]
}

/** Whether two values that were read from JSON say the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false
  const [fields, others] = [one as Fields, other as Fields]
  const names = Object.keys(fields)
  if (names.length !== Object.keys(others).length) return false
  return names.every((name) => Object.hasOwn(others, name) && isSame(fields[name], others[name]))
}

interface Fields {
  readonly [name: string]: unknown
}
