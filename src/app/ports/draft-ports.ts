import type { HandedIn } from '../../matter/report-step.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import type { OrgId } from './store-ports.ts'

/** A draft as it is stored. */
export interface StoredDraft {
  readonly id: string
  /** The record that its steps will be, in the register `report`. */
  readonly record: string
  readonly report: string
  readonly year: number
  /** The issued report that this one corrects. */
  readonly replaces: string | null
  /** The record of the call that it answers; null: it is no answer. */
  readonly answers: string | null
  /** Somebody may still write in it. */
  readonly open: boolean
  readonly tree: DraftTree
  readonly revision: number
  /** Actors that have written in it, stand-ins among them: see `wroteIn`. */
  readonly writers: readonly string[]
  /** The person it was handed over to; null while it is its opener's: see `answersFor`. */
  readonly handedTo: string | null
  /** To whom it was handed in for review; null: it never was. */
  readonly handedIn: HandedIn | null
  readonly accepted: readonly AcceptedSentence[]
  readonly openedAt: string
  readonly savedAt: string
  readonly savedBy: string
}

/** A draft in a list: all but its text. */
export interface StoredBrief extends Omit<StoredDraft, 'tree'> {
  readonly title: string
}

/** A sentence that nothing supports, and the person who accepted it by name. */
export interface AcceptedSentence {
  readonly sentence: string
  /** Random id of the person. */
  readonly by: string
  readonly at: string
}

/** What is kept of a version; `slot` names it. */
export interface DraftVersion {
  readonly slot: string
  readonly revision: number
  readonly savedAt: string
  readonly savedBy: string
}

/** The slot in which a review keeps the tree that was read: of the version of the record. */
export function reviewSlot(version: number): string {
  return `review ${version}`
}

/** A word about one block. */
export interface DraftComment {
  readonly id: string
  readonly block: string
  readonly said: string
  readonly saidBy: string
  readonly saidAt: string
  readonly settledBy: string | null
  readonly settledAt: string | null
}

/** The bytes of a frozen report: what was signed (canonical JSON), and the file. */
export interface KeptFile {
  readonly kind: 'frozen' | 'docx'
  /** SHA-256 of the bytes, base64. */
  readonly digest: string
  readonly bytes: Uint8Array
}

/** One save; `expected` is the revision that the writer saw. */
export interface SaveDraft {
  readonly id: string
  readonly expected: number
  readonly tree: DraftTree
  readonly by: string
  /** UTC ISO. */
  readonly at: string
  /** The version that this save goes into. */
  readonly slot: string
}

/** Drafts and frozen files, one organisation at a time. */
export interface DraftStore {
  /** Refuses with `draft.exists` when one of this report and year is open. */
  open(org: OrgId, draft: StoredDraft): Promise<void>
  list(org: OrgId): Promise<readonly StoredBrief[]>
  read(org: OrgId, id: string): Promise<StoredDraft | null>
  /** The new revision. Refuses with `draft.stale`, `draft.closed`. */
  save(org: OrgId, save: SaveDraft): Promise<number>
  /**
   * Notes that somebody looks at a draft now, through whichever server, and says who else does. An
   * open page asks again every few seconds; whoever was not heard of for a while is gone, and no
   * trace of them is left.
   */
  seen(
    org: OrgId,
    at: { readonly draft: string; readonly person: string },
  ): Promise<readonly string[]>
  /** Nobody writes in it any more. */
  close(org: OrgId, id: string): Promise<void>
  /** Those of the drafts that are open are somebody else's to write from now on. */
  handOver(
    org: OrgId,
    handed: { readonly drafts: readonly string[]; readonly to: string },
  ): Promise<void>
  /**
   * Of an open draft these sentences are accepted from now on, or are no longer; false where it is
   * closed or unknown.
   */
  accept(
    org: OrgId,
    accepted: {
      readonly draft: string
      readonly sentences: readonly string[]
      /** Null takes the acceptance back. */
      readonly by: { readonly person: string; readonly at: string } | null
    },
  ): Promise<boolean>
  /** Hands an open draft in to a reviewer; false where it is closed or unknown. */
  handIn(org: OrgId, draft: string, handedIn: HandedIn): Promise<boolean>
  /** Newest first. */
  versions(org: OrgId, id: string): Promise<readonly DraftVersion[]>
  version(org: OrgId, at: { id: string; slot: string }): Promise<DraftTree | null>
  /** Keeps the tree as it stands under a slot of its own. */
  keepVersion(
    org: OrgId,
    version: DraftVersion & { readonly id: string; readonly tree: DraftTree },
  ): Promise<void>
  comments(org: OrgId, id: string): Promise<readonly DraftComment[]>
  comment(org: OrgId, draft: string, comment: DraftComment): Promise<void>
  /** False when there is no such comment, or it is settled already. */
  settleComment(
    org: OrgId,
    settled: {
      readonly draft: string
      readonly id: string
      readonly by: string
      readonly at: string
    },
  ): Promise<boolean>
  /** Keeps bytes under their digest. */
  keepFile(org: OrgId, record: string, file: KeptFile): Promise<void>
  file(
    org: OrgId,
    record: string,
    named: Pick<KeptFile, 'kind' | 'digest'>,
  ): Promise<KeptFile | null>
}
