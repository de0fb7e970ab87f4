import type { LedgerRecord } from '../../ledger/record.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { readableFields } from '../../log/payload-tree.ts'
import { passingUtf8 } from '../../log/utf8.ts'
import { partsOfPayload, shownOf } from '../append/prepare-write.ts'
import type { AuditedEntry } from '../ports.ts'

/** A record as its entries make it, kept small: a log may have a million. */
export interface FoldedRecord {
  readonly register: string
  readonly version: number
  /** Base64 leaf hash of the newest version. */
  readonly leafHash: string
  readonly entry: number
  readonly firstEntry: number
  readonly firstRecordedAt: string
  /** Hash of the canonical text of the whole record. */
  readonly digest: string
  /** Hash of title and search text; null when it was erased. */
  readonly shown: string | null
}

/** Folds one more entry into the records. Answers whether it follows the version before it. */
export function foldEntry(
  crypto: LogCrypto,
  records: Map<string, FoldedRecord>,
  { entry, leaf, hash }: { entry: AuditedEntry; leaf: Leaf; hash: Uint8Array },
): boolean {
  if (leaf.record === null) return true
  const before = records.get(leaf.record)
  const record = recordAfter({ entry, leaf, before })
  if (record !== null) {
    records.set(leaf.record, {
      register: record.register,
      version: record.version,
      leafHash: toBase64(hash),
      entry: record.entry,
      firstEntry: record.firstEntry,
      firstRecordedAt: record.firstRecordedAt,
      digest: recordDigest(crypto, record),
      shown: shownOf(fieldsOf(entry)),
    })
  }
  return leaf.version === (before?.version ?? 0) + 1 && leaf.prev === (before?.leafHash ?? null)
}

/** The record that an entry leaves; null for one about no register. */
export function recordAfter({
  entry,
  leaf,
  before,
}: {
  entry: AuditedEntry
  leaf: Leaf
  before: FoldedRecord | undefined
}): LedgerRecord | null {
  if (leaf.record === null || leaf.register === null) return null
  return {
    id: leaf.record,
    register: leaf.register,
    version: leaf.version,
    state: leaf.kind === 'void' ? 'void' : 'live',
    ...partsOfPayload(fieldsOf(entry)),
    occurredOn: leaf.occurredOn,
    firstRecordedAt: before?.firstRecordedAt ?? leaf.recordedAt,
    recordedAt: leaf.recordedAt,
    entry: entry.index,
    firstEntry: before?.firstEntry ?? entry.index,
  }
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
