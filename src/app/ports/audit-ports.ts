import type { CollectedRow } from '../../ledger/core/collected.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import type { RecordHead } from '../../ledger/record/fold.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { SearchedRecord } from '../../ledger/record/search-text.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import type { CheckedPosition } from '../../log/checked-position.ts'
import type { SaltScheme } from '../../log/field-salts.ts'
import type { ErasedPayload } from '../../log/payload-tree.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import type { Organisation, OrgId } from './organisation-ports.ts'

/** Reads what is stored, as it is stored, for `fsck` and the export of a log: with a role of its own. */
export interface Auditor {
  /** Where a thread opens an auditor of its own. */
  readonly place: AuditPlace
  /** A key that nobody knew before, for what one check sums. */
  drawKey(): string
  organisations(): Promise<readonly Organisation[]>
  /** One organisation at one moment. */
  audit<T>(org: OrgId, work: (ledger: LedgerRows) => Promise<T>): Promise<T>
}

/** The way to the rows of all logs, for a thread to take: plain data that only adapters read. */
export interface AuditPlace {
  readonly [key: string]: unknown
}

/** The rows behind one log. Pages are in order of their key; an empty one is the end. */
export interface LedgerRows extends RowsBeside {
  head(): Promise<{
    readonly size: number
    readonly root: string
    readonly range: Uint8Array
    readonly recordedAt: string | null
  } | null>
  /** Entries from `from` on, gaps shown by their numbers. */
  entries(from: number, count: number): Promise<readonly AuditedEntry[]>
  /** Those whose newest entry is `since` or a later one. */
  records(page: AuditPage): Promise<readonly AuditedRecord[]>
  recordCount(since: number): Promise<number>
  recordsOf(register: string): Promise<readonly AuditedRecord[]>
  /** How records stood before an entry, as its row says; those that were not there are left out. */
  headsBefore(index: number, records: readonly string[]): Promise<ReadonlyMap<string, RecordHead>>
  /** Those of these that are there, by their ids: what is found is told alike each time. */
  recordsById(ids: readonly string[]): Promise<readonly AuditedRecord[]>
  /** Those of these facets that are not stored, in their order. */
  missingFacets(expected: readonly RecordFacet[]): Promise<readonly RecordFacet[]>
  /** What all of its facets come to under a key, as `facetSum` reckons it of some. */
  facetSum(key: string): Promise<bigint>
  /** What was collected of these records; and of which records anything was. */
  collectedOf(records: readonly string[]): Promise<readonly CollectedRow[]>
  collectedRecords(): Promise<readonly string[]>
  facets(after: RecordFacet | null, count: number): Promise<readonly RecordFacet[]>
  /** Those of entries from `since` on. */
  answers(page: AuditPage): Promise<readonly AuditedAnswer[]>
  /** The parts of the log that the index of the search covers. */
  searchParts(): Promise<readonly { readonly from: number; readonly to: number }[]>
  /** The records whose newest entry lies in a part. */
  searched(part: { from: number; to: number }): Promise<readonly SearchedRecord[]>
  /** What the index says of a part, and whether it has threes behind pairs that tell nothing. */
  searchPieces(part: { from: number }): Promise<{
    readonly pieces: readonly {
      readonly register: string
      readonly piece: string
      /** None: too many hold it for it to tell. */
      readonly entries: readonly number[]
    }[]
    readonly hasThrees: boolean
  }>
  checkpoints(): Promise<readonly AuditedCheckpoint[]>
  /** Hashes of one row of tiles, 32 bytes each; null when it is not stored. */
  tile(at: { level: number; index: number }): Promise<Uint8Array | null>
  keys(): Promise<readonly AnnouncedKey[]>
  /** Kept bytes of reports: the digest they are named by, and that of the bytes that are there. */
  reportFiles(): Promise<readonly AuditedReportFile[]>
  /** Digests of the packs that it adopted and whose files are there. */
  packs(): Promise<readonly string[]>
  /** The files that are kept under a digest, for all who adopted it; null: none. */
  packFiles(digest: string): Promise<Readonly<Record<string, string>> | null>
  /** Numbers of payloads, from one on, that belong to no entry. */
  strayPayloads(since: number): Promise<readonly number[]>
}

/** A page of rows by their key that entries from one on have left. */
export interface AuditPage {
  readonly after: string | null
  readonly count: number
  readonly since: number
}

/** An entry with every column that repeats what its leaf says. */
export interface AuditedEntry {
  readonly index: number
  readonly leafText: string
  readonly leafHash: Uint8Array
  readonly kind: string
  readonly register: string | null
  readonly record: string | null
  readonly version: number
  readonly recordedAt: string
  readonly receipt: string
  readonly secret: Uint8Array | null
  /** How salts follow from the secret; null when there is no payload row. */
  readonly salts: SaltScheme | null
  /** Canonical text of the fields; null when erased, or when there is no payload row. */
  readonly fields: string | null
  readonly erased: ErasedPayload['cells'] | null
  /** The row of its record, where that says that this entry left it. */
  readonly row: AuditedRecord | null
}

/** A record with what the list shows and searches. */
export interface AuditedRecord {
  readonly record: LedgerRecord
  readonly title: string
  readonly search: string
}

/** An idempotency key and the entry that answered it. */
export interface AuditedAnswer {
  readonly key: string
  readonly digest: string
  readonly index: number
}

/** Bytes that were kept of a report; digests are SHA-256, base64. */
export interface AuditedReportFile {
  readonly record: string
  readonly kind: string
  readonly digest: string
  readonly actual: string
}

/** A stored checkpoint. */
export interface AuditedCheckpoint {
  readonly size: number
  readonly root: Uint8Array
  readonly range: Uint8Array
  readonly note: string
  /** Moment of the newest entry it covers. */
  readonly recordedAt: string
  readonly madeAt: string
  /** Signed `CheckpointSeal`; null for one of an older version. */
  readonly seal: string | null
}

/** Rows that stand beside a log and are held against what its entries say of them. */
export interface RowsBeside {
  watched(): Promise<readonly AuditedWatchedLog[]>
  /** What the trail says of keys that were believed, oldest first. */
  watchLines(): Promise<readonly { readonly origin: string; readonly detail: string }[]>
  receivedFiles(): Promise<readonly AuditedReceivedFile[]>
  attachments(): Promise<readonly AuditedAttachment[]>
  draft(id: string): Promise<AuditedDraft | null>
  /** The tree of a draft as it was reviewed: of the version of its record that says so. */
  reviewed(draft: string, version: number): Promise<DraftTree | null>
  /** What witnesses sent back, by size and witness. */
  cosignatures(): Promise<readonly AuditedCosignature[]>
  /** When the organisation was founded, UTC; null without a row. */
  foundedAt(): Promise<string | null>
}

/** A witness's line on the checkpoint of a size. */
export interface AuditedCosignature {
  readonly size: number
  /** Its key; of what a version before 2026-12 kept, the name of the key alone. */
  readonly witness: string
  readonly line: string
}

/** A log whose key is believed, and the largest tree seen of it. */
export interface AuditedWatchedLog {
  readonly origin: string
  readonly name: string
  readonly vkey: string
  readonly former: readonly string[]
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly since: string
}

/** A file that arrived: the digest it is named by, and that of its bytes (base64). */
export interface AuditedReceivedFile {
  readonly record: string
  readonly sha256: string
  readonly actual: string
  readonly receivedAt: string
}

/** Who brought a file. */
export interface AuditedAttachment {
  readonly sha256: string
  readonly uploadedBy: string
  readonly type: string
  readonly bytes: number
  readonly state: string
}

/** A draft as it stands. */
export interface AuditedDraft {
  readonly record: string
  readonly tree: DraftTree
}

/**
 * What is kept beside the keys of each log: by public id of its organisation, a note over the last
 * checkpoint that was signed. Null where it may not be read.
 */
export type NewestSeals = () => Promise<ReadonlyMap<string, string> | null>

/** How far logs were checked, kept outside the database and signed by the key of each log. */
export interface CheckedPositions {
  /** The note of an organisation's log; null where there is none, or it may not be read. */
  read(publicId: string): Promise<string | null>
  /** Signs by the key of this verifier key; false where it is not at hand, or cannot be kept. */
  keep(publicId: string, position: CheckedPosition, vkey: string): Promise<boolean>
}
