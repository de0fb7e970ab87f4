import type { CheckedPosition } from '../../log/checked-position.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'

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

/** The way to the rows of all logs, for a thread to take: plain data that only adapters read. */
export interface AuditPlace {
  readonly [key: string]: unknown
}
