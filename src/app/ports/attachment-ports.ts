import type { FileRef } from '../../ledger/value.ts'
import type { OrgId } from './organisation-ports.ts'

/** The bytes of attachments, by organisation and SHA-256 (64 hex digits). */
export interface Blobs {
  /** The same bytes again change nothing. On disk when it answers. */
  put(org: OrgId, blob: { readonly sha256: string; readonly bytes: Uint8Array }): Promise<void>
  /** The bytes, held against their name. */
  read(org: OrgId, sha256: string): Promise<Uint8Array | 'missing' | 'changed'>
  /** Takes the bytes away, unless somebody, asked once nobody finds them any more, wants them. */
  remove(org: OrgId, sha256: string, isWanted: () => Promise<boolean>): Promise<void>
}

/** A file that somebody brought. */
export interface Upload extends FileRef {
  readonly uploadedBy: string
  /** UTC. */
  readonly uploadedAt: string
  readonly state: 'waiting' | 'kept' | 'gone' | 'erased'
}

/** Who brought which file, of one organisation. */
export interface Uploads {
  add(org: OrgId, upload: Omit<Upload, 'state'>): Promise<void>
  /** Rows of these files, whoever brought them. */
  find(org: OrgId, sha256s: readonly string[]): Promise<readonly Upload[]>
  /** Bytes of all files that are held, each counted once. */
  used(org: OrgId): Promise<number>
  /** Sets the state of those that stand in one of `from`; answers which files those were. */
  setState(
    org: OrgId,
    sha256s: readonly string[],
    change: { readonly from: readonly Upload['state'][]; readonly to: Upload['state'] },
  ): Promise<readonly string[]>
  /** Files that nobody linked and that were brought before a moment. */
  waitingSince(org: OrgId, before: string): Promise<readonly string[]>
  /** Which of these files some payload of the log still names. */
  named(org: OrgId, sha256s: readonly string[]): Promise<readonly string[]>
}
