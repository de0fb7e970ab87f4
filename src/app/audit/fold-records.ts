import type { RecordHead } from '../../ledger/record/fold.ts'
import { follows, recordAfter } from '../../ledger/record/fold.ts'
import type { IndexedLeaf } from '../../log/leaf.ts'
import type { CheckedRecord } from './check-record.ts'

/** A record as its entries make it, kept small: a log may have a million. */
export interface SmallRecord extends RecordHead {
  /** Its newest entry. */
  readonly entry: number
  /** The stored record, where its row says that it is the one which that entry left. */
  readonly row: CheckedRecord | null
}

/** Folds one more entry into the records. Answers whether it follows the version before it. */
export function foldEntry(
  records: Map<string, SmallRecord>,
  { read, row }: { read: IndexedLeaf; row: CheckedRecord | null },
): boolean {
  const before = records.get(read.leaf.record ?? '')
  const after = recordAfter(before, read)
  if (after === null) return true
  const { register, version, leafHash, firstEntry, firstRecordedAt, entry } = after
  records.set(after.id, { register, version, leafHash, firstEntry, firstRecordedAt, entry, row })
  return follows(before, read.leaf)
}
