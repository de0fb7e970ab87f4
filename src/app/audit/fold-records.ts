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

/** A record as its entries make it, kept small: a log may have a million. */
export interface SmallRecord extends RecordHead {
  readonly entry: number
  /** Hash of the canonical text of the whole record. */
  readonly digest: string
  /** Hash of title and search text; null when it was erased. */
  readonly shown: string | null
}

/** Folds one more entry into the records. Answers whether it follows the version before it. */
export function foldEntry(
  crypto: LogCrypto,
  records: Map<string, SmallRecord>,
  { entry, read }: { entry: AuditedEntry; read: IndexedLeaf },
): boolean {
  const before = records.get(read.leaf.record ?? '')
  const after = recordAfter(before, read)
  if (after === null) return true
  const { register, version, leafHash, firstEntry, firstRecordedAt } = after
  const fields = fieldsOf(entry)
  records.set(after.id, {
    register,
    version,
    leafHash,
    firstEntry,
    firstRecordedAt,
    entry: after.entry,
    digest: recordDigest(crypto, withPayload(after, partsOfPayload(fields))),
    shown: shownOf(fields),
  })
  return follows(before, read.leaf)
}

/** Hash over everything a record says; two records are the same when it is. */
export function recordDigest(crypto: LogCrypto, record: LedgerRecord): string {
  return toBase64(crypto.sha256(passingUtf8(canonicalJson(record))))
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
