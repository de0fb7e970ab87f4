import type { IndexedLeaf } from '../../log/leaf.ts'
import type { LedgerRecord } from './record.ts'

/**
 * What an entry does to a record; nothing else in the house says so. The planner of a batch, fsck,
 * a look into the past and whoever builds or verifies evidence fold with these functions.
 */

/** What the next entry of a record links to. */
export interface RecordHead {
  readonly register: string
  readonly version: number
  readonly firstEntry: number
  readonly firstRecordedAt: string
  /** Base64, of the newest version. */
  readonly leafHash: string
}

/** What the leaves alone say of a record: all but what stands in payloads. */
export interface LeafRecord extends RecordHead, Omit<LedgerRecord, keyof PayloadParts> {}

/** What the payload of an entry says of its record. */
export type PayloadParts = Pick<LedgerRecord, 'values' | 'lateDays' | 'lateReason'>

/** Where the values of a record are found. */
export interface ValuePlace {
  /** The entry whose payload holds the values in force. */
  readonly valueEntry: number
  /** Something of them was erased after that entry. */
  readonly isErased: boolean
}

/** A record of a log of which every leaf is at hand. */
export type FoldedRecord = LeafRecord & ValuePlace

/** Whether an entry is the next version of its record; no honest log has one that is not. */
export function follows(
  before: Omit<RecordHead, 'firstEntry' | 'firstRecordedAt'> | undefined,
  { kind, register, version, prev }: IndexedLeaf['leaf'],
): boolean {
  if (before === undefined) return version === 1 && prev === null
  const isNext = version === before.version + 1 && prev === before.leafHash
  return isNext && register === before.register && kind !== 'create'
}

/**
 * The record as an entry leaves it; null for an entry about none. Every entry carries its record
 * whole, so that of what was before only the beginning matters: a void takes the record out of
 * every count, any other entry leaves it standing.
 */
export function recordAfter(
  before: Pick<RecordHead, 'firstEntry' | 'firstRecordedAt'> | undefined,
  { index, leaf, hash }: IndexedLeaf,
): LeafRecord | null {
  const { record, register, version, occurredOn, recordedAt } = leaf
  if (record === null || register === null) return null
  return {
    id: record,
    register,
    version,
    state: leaf.kind === 'void' ? 'void' : 'live',
    occurredOn,
    firstRecordedAt: before?.firstRecordedAt ?? recordedAt,
    recordedAt,
    firstEntry: before?.firstEntry ?? index,
    entry: index,
    leafHash: hash,
  }
}

/** A record with what its payload says. */
export function withPayload(
  record: Omit<LeafRecord, 'leafHash'>,
  { values, lateDays, lateReason }: PayloadParts,
): LedgerRecord {
  return {
    id: record.id,
    register: record.register,
    version: record.version,
    state: record.state,
    values,
    occurredOn: record.occurredOn,
    firstRecordedAt: record.firstRecordedAt,
    recordedAt: record.recordedAt,
    lateDays,
    lateReason,
    entry: record.entry,
    firstEntry: record.firstEntry,
  }
}

/**
 * Where the values stand after an entry. An erasure blinds cells of the payloads before it; what it
 * left is shown there, where the blinded cells prove that nothing else is kept back.
 */
export function valuesAfter(
  before: ValuePlace | undefined,
  { index, leaf }: IndexedLeaf,
): ValuePlace {
  if (before === undefined) return { valueEntry: index, isErased: false }
  if (leaf.kind === 'void') return { valueEntry: before.valueEntry, isErased: before.isErased }
  if (leaf.kind === 'erase') return { valueEntry: before.valueEntry, isErased: true }
  return { valueEntry: index, isErased: false }
}

/**
 * Folds the leaves of a whole log, in order, into its records. Null where versions do not follow
 * each other.
 */
export function foldLeaves(leaves: readonly IndexedLeaf[]): Map<string, FoldedRecord> | null {
  const records = new Map<string, FoldedRecord>()
  for (const entry of leaves) {
    const before = records.get(entry.leaf.record ?? '')
    const record = recordAfter(before, entry)
    if (record === null) continue
    if (!follows(before, entry.leaf)) return null
    records.set(record.id, { ...record, ...valuesAfter(before, entry) })
  }
  return records
}
