import { partsOfPayload, shownOf } from '../../append/prepare-write.ts'
import { follows, recordAfter, withPayload } from '../../ledger/fold.ts'
import type { RecordHead } from '../../ledger/fold.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { IndexedLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { readableFields } from '../../log/payload-tree.ts'
import { passingUtf8 } from '../../log/utf8.ts'
import type { AuditedEntry } from '../ports/store-ports.ts'

/** What an entry alone says of its record: all but where that began. */
export interface LeftRecord {
  /** `recordDigest` of it. */
  readonly digest: string
  /** Hash of title and search text; null when it was erased. */
  readonly shown: string | null
}

/** A record as its entries make it, kept small: a log may have a million. */
export interface SmallRecord extends RecordHead, LeftRecord {
  readonly entry: number
}

/** The record as an entry leaves it; null for an entry about none. */
export function leftRecord(
  crypto: LogCrypto,
  read: IndexedLeaf,
  fields: Values,
): LeftRecord | null {
  const record = recordAfter(undefined, read)
  if (record === null) return null
  const digest = recordDigest(crypto, withPayload(record, partsOfPayload(fields)))
  return { digest, shown: shownOf(fields) }
}

/** Folds one more entry into the records. Answers whether it follows the version before it. */
export function foldEntry(
  records: Map<string, SmallRecord>,
  { read, left }: { read: IndexedLeaf; left: LeftRecord | null },
): boolean {
  const before = records.get(read.leaf.record ?? '')
  const after = recordAfter(before, read)
  if (after === null || left === null) return true
  const { register, version, leafHash, firstEntry, firstRecordedAt, entry } = after
  const head = { register, version, leafHash, firstEntry, firstRecordedAt }
  records.set(after.id, { ...head, entry, ...left })
  return follows(before, read.leaf)
}

/** Hash over everything a record says but where it began; entries before the newest say that. */
export function recordDigest(crypto: LogCrypto, record: LedgerRecord): string {
  const said = { ...record, firstEntry: 0, firstRecordedAt: '' }
  return toBase64(crypto.sha256(passingUtf8(canonicalJson(said))))
}

/** Whether a stored record is the one that its entries make. */
export function isSameRecord(
  crypto: LogCrypto,
  record: LedgerRecord,
  { digest, firstEntry, firstRecordedAt }: SmallRecord,
): boolean {
  return (
    record.firstEntry === firstEntry &&
    record.firstRecordedAt === firstRecordedAt &&
    recordDigest(crypto, record) === digest
  )
}

/** The fields of an entry, whole or what an erasure left of them. */
export function fieldsOf({ fields, erased }: AuditedEntry): Values {
  try {
    if (erased !== null) return (unflattenFields(readableFields({ cells: erased })) ?? {}) as Values
    return JSON.parse(fields ?? '{}') as Values
  } catch {
    // A payload that cannot be read is named as such where its root is checked.
    return {}
  }
}
