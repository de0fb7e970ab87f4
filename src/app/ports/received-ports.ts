import type { OrgId } from './store-ports.ts'

/** A log that this organisation watches, with the largest tree it has seen of it. */
export interface WatchedLog {
  /** Origin line of its checkpoints. */
  readonly origin: string
  /** What the sender is called here. */
  readonly name: string
  /** Verifier key of its checkpoints, believed since `since`. */
  readonly vkey: string
  /**
   * Keys that were its before, the oldest first: what they signed in their time still holds; of
   * some by the word of the one that is believed alone (`spentKeys`).
   */
  readonly former: readonly string[]
  /** 0 before the first report arrived. */
  readonly size: number
  /** Base64. */
  readonly root: string
  readonly since: string
}

/** A step of a watched log from the tree seen last to a larger one. */
export interface WatchedStep {
  readonly origin: string
  /** Size seen last. */
  readonly from: number
  readonly to: { readonly size: number; readonly root: string }
}

/** Another key that is believed of a watched log. */
export interface WatchedKeyChange {
  readonly origin: string
  readonly from: string
  readonly to: string
  /** When, UTC. */
  readonly since: string
}

/** A file as it arrived. */
export interface ReceivedFile {
  readonly record: string
  /** Of the bytes, base64. */
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly receivedAt: string
}

/** A witness's word about one of our checkpoints. */
export interface KeptCosignature {
  readonly size: number
  /** Verifier key of the witness. */
  readonly witness: string
  /** Signature line of the note. */
  readonly line: string
}

/** What an organisation keeps as the one that receives, and as the one that is watched. */
export interface ReceivedStore {
  watched(org: OrgId): Promise<readonly WatchedLog[]>
  /** Watches a log from now on; false when it is watched already. */
  watch(org: OrgId, log: WatchedLog): Promise<boolean>
  /** Goes forward if the log still stands where `from` says; false when it does not. */
  advance(org: OrgId, step: WatchedStep): Promise<boolean>
  /** Believes another key from now on, if `from` is still believed; false when it is not. */
  changeKey(org: OrgId, change: WatchedKeyChange): Promise<boolean>
  /** Puts a key of before the log was watched in front of its former ones. */
  addFormer(org: OrgId, key: { readonly origin: string; readonly vkey: string }): Promise<void>
  /**
   * Former keys of a log that count by themselves no more, as entries say: those that a person
   * replaced, since no rotation led on, and those of before it was watched.
   */
  spentKeys(org: OrgId, origin: string): Promise<readonly string[]>
  /** The organisation's word, as a witness, on the text of a checkpoint that `advance` let pass. */
  cosign(org: OrgId, checkpointText: string): Promise<{ line: string; vkey: string }>
  keepFile(org: OrgId, file: ReceivedFile): Promise<void>
  file(org: OrgId, record: string): Promise<ReceivedFile | null>
  /** Which of these records have their file. */
  withFile(org: OrgId, records: readonly string[]): Promise<ReadonlySet<string>>
  keepCosignature(org: OrgId, cosignature: KeptCosignature): Promise<void>
}
