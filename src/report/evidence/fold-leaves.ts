import type { Leaf } from '../../log/leaf.ts'

/** One entry of a log, read. */
export interface IndexedLeaf {
  readonly index: number
  readonly leaf: Leaf
  /** Leaf hash, base64. */
  readonly hash: string
}

/** What the leaves alone say of a record at a position of the log. */
export interface LeafRecord {
  readonly id: string
  readonly register: string
  readonly isLive: boolean
  readonly version: number
  readonly occurredOn: string | null
  readonly firstRecordedAt: string
  readonly recordedAt: string
  readonly firstEntry: number
  readonly entry: number
  /** The entry whose payload holds the values in force. */
  readonly valueEntry: number
  /** Something of it was erased after that entry. */
  readonly isErased: boolean
  /** Leaf hash of the newest version. */
  readonly hash: string
}

/**
 * Folds the leaves of a whole log, in order, into its records, by the rules of
 * `ledger/project.ts`. Null where versions do not follow each other: no honest log is so.
 */
export function foldLeaves(leaves: readonly IndexedLeaf[]): Map<string, LeafRecord> | null {
  const records = new Map<string, LeafRecord>()
  for (const entry of leaves) {
    const { record, register } = entry.leaf
    if (record === null || register === null) continue
    const next = following(records.get(record) ?? null, entry)
    if (next === null) return null
    records.set(record, next)
  }
  return records
}

/** The record after one more entry; null where the entry does not follow. */
function following(
  before: LeafRecord | null,
  { index, leaf, hash }: IndexedLeaf,
): LeafRecord | null {
  const { kind, version, occurredOn, recordedAt, prev } = leaf
  if (before === null) return version === 1 ? begun({ index, leaf, hash }) : null
  if (leaf.register !== before.register || version !== before.version + 1) return null
  if (prev !== before.hash || kind === 'create') return null
  const step = { ...before, version, recordedAt, entry: index, hash }
  switch (kind) {
    case 'void':
      return { ...step, isLive: false }
    case 'erase':
      return { ...step, isErased: true }
    case 'correct':
      return { ...step, isLive: true, occurredOn, valueEntry: index, isErased: false }
    default:
      return { ...step, valueEntry: index, isErased: false }
  }
}

/** A record as its only entry at hand shows it: what came before and after is not known. */
export function begun({ index, leaf, hash }: IndexedLeaf): LeafRecord {
  return {
    id: leaf.record ?? '',
    register: leaf.register ?? '',
    isLive: leaf.kind !== 'void',
    version: leaf.version,
    occurredOn: leaf.occurredOn,
    firstRecordedAt: leaf.recordedAt,
    recordedAt: leaf.recordedAt,
    firstEntry: index,
    entry: index,
    valueEntry: index,
    isErased: false,
    hash,
  }
}
