import type { Label } from '../../ledger/label.ts'
import type { NotMentioned } from '../document.ts'

/**
 * What a verifier says of one claim:
 * `proved`: computed again from records that stand in the log, none left out;
 * `atLeast`: the records shown stand in the log, but something about them stays closed;
 * `attested`: a named person says so, by attestation, override or signature alone;
 * `contradicted`: what is stated is not what the enclosed records give;
 * `changed`: the file says other words than were signed;
 * `missing`: the words, or what they rest on, are not there.
 */
export type ClaimVerdictKind =
  | 'proved'
  | 'atLeast'
  | 'attested'
  | 'contradicted'
  | 'changed'
  | 'missing'

/** One claim with what was found of it. */
export interface ClaimResult {
  readonly claim: string
  /** The words that were frozen. */
  readonly text: string
  readonly verdict: ClaimVerdictKind
  /** Why, in both languages. */
  readonly sentence: Label
  readonly figure: string | null
  readonly duty: string | null
  readonly stated: number | null
  /** What the verifier computed itself; null where it could not. */
  readonly recomputed: number | null
  /** The number of the year before that it is compared with, computed too; else absent. */
  readonly lastYear?: number
  /** How many records of the log it rests on. */
  readonly records: number
  /** Ids of all that it names or that was read for it, judged by or not. */
  readonly behind: readonly string[]
  /**
   * What it would be had nobody let it stand with a reason: against the enclosed records, or
   * without what it rests on. Null where it stands by itself, or does not stand.
   */
  readonly kept: Extract<ClaimVerdictKind, 'contradicted' | 'missing'> | null
}

/** A number or assertion of the signed text that stands in no claim: nothing proves it. */
export interface FreeResult {
  readonly words: string
  readonly sentence: string
  /** Somebody accepted the sentence by name before it was signed. */
  readonly isAccepted: boolean
}

/** Something found; what is `broken` keeps the file from holding, a note does not. */
export interface Finding {
  readonly code: string
  readonly weight: 'broken' | 'note'
  readonly sentence: Label
}

/** A signed checkpoint that was believed. */
export interface SeenCheckpoint {
  readonly size: number
  /** Base64. */
  readonly root: string
}

/** A passkey whose signature over the report was checked, as the log registered it. */
export interface SigningPasskey {
  /** UTC, as the log recorded the entry. */
  readonly registeredAt: string
  /** Begins the SHA-256 of the public key; its owner sees the same on the page “Mine”. */
  readonly fingerprint: string
}

/** Who signed, as far as it was proved. */
export interface SignedBy {
  /** Random id of the person. */
  readonly person: string
  /** Only where it was opened and proved. */
  readonly name: string | null
  /** UTC, as the log recorded it. */
  readonly recordedAt: string
  /** Null: nothing but the keeper's word says that it was this person. */
  readonly passkey: SigningPasskey | null
  readonly sentence: Label
  /** Random id of who reviewed, as the signing entry says; absent where it is not opened. */
  readonly reviewer?: string
}

/** All that a verifier says of one file. */
export interface Verification {
  /** Signed, nothing broken, and no claim contradicted, changed or missing. */
  readonly holds: boolean
  /** `unmarked`: the file carries nothing that could be verified. */
  readonly state: 'signed' | 'draft' | 'unmarked'
  readonly title: string | null
  readonly organisation: Label | null
  /** The key is the file's; `pinned`: somebody gave one, which findings say is another. */
  readonly log: { readonly origin: string; readonly key: string; readonly pinned: boolean } | null
  readonly digest: string | null
  /** Null also where a file says that somebody signed and that does not hold. */
  readonly signed: SignedBy | null
  /** C1, under which the evidence stands, and C2, which covers the signature. */
  readonly frozenAt: SeenCheckpoint | null
  readonly provedAt: SeenCheckpoint | null
  readonly claims: readonly ClaimResult[]
  /** What the report itself says that it leaves out; empty also where nobody looked. */
  readonly notMentioned: readonly NotMentioned[]
  /** What the signed text says outside every claim. */
  readonly free: readonly FreeResult[]
  readonly findings: readonly Finding[]
}
