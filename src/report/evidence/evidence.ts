import type { Duty } from '../../duty/duty.ts'
import type { Choice } from '../../ledger/choice.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { LaidDuty } from '../../ledger/core/laid-duties.ts'
import type { UnitName } from '../../ledger/core/unit-terms.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import type { ProvedKeyChange } from '../../log/key-change.ts'
import type { AnsweredCall } from '../call/answered-call.ts'
import type { ReportDocument } from '../document.ts'

/**
 * Leaves that a file carries at most. With all leaves of the log an omission shows, because the
 * root is simply computed again; a longer log goes into the year pack, and the file carries the
 * leaves of its records with their proofs.
 */
export const carriedLeavesMax = 20_000

/**
 * Everything a report rests on, as plain JSON: enough for a stranger to compute every figure
 * again, offline. No name of a person is in it; persons appear as random ids.
 */
export interface Evidence {
  readonly v: 1
  readonly organisation: {
    readonly id: string
    readonly name: Label
    readonly origin: string
    /** IANA zone in which moments are told; absent before 2026-12: in UTC. */
    readonly zone?: string
  }
  /** Verifier keys (`name+id+base64`) of the log and of its receipts. */
  readonly keys: { readonly log: string; readonly receipt: string }
  /** Public address of the unit's verify page, which the annex's code leads to; null: none. */
  readonly page: string | null
  /** C1, the signed note. `ReportDocument.asOf` lies at or before it. */
  readonly checkpoint: string
  /** Digest of the pack that the definitions come from. */
  readonly pack: string
  /** The organisation's day when the figures were computed; what is dated later counts not yet. */
  readonly today: string
  readonly definitions: Definitions
  /**
   * What the unit calls things by its own words, which the definitions already say: with it they
   * follow from the pack. Absent where it has none, and before 2026-12.
   */
  readonly names?: readonly UnitName[]
  /** Duties that lists of the body above lay, of those that claims use; absent: none. */
  readonly laid?: readonly LaidDuty[]
  readonly leaves: Leaves
  /** The fields that definitions read, per record; nothing else is opened. */
  readonly records: readonly OpenedEntry[]
  /** What was overridden, with the entry that says by whom and why. */
  readonly overrides: readonly OpenedOverride[]
  /**
   * Passkeys of whoever is to sign, as they stand under C1. Where there are any, the entry that
   * signs bears the signature of one of them; that this is said here, under the digest, keeps
   * anybody from taking it off. Absent where the signer has none, and before 2026-11.
   */
  readonly passkeys?: readonly OpenedEntry[]
  /** How the annex is worded: 3 says who reviewed; 2 did not; absent: as before 2026-12. */
  readonly annex?: 2 | 3
  /** Absent where it corrects none, and before 2026-11. */
  readonly corrects?: CorrectedReport
  /** The call of the body above that it answers; absent where it answers none. */
  readonly answers?: AnsweredCall
  /** What was counted of the bodies below; absent where the call was passed on to nobody. */
  readonly below?: OpenedBelow
}

/**
 * What a body counted of those below it: entries of its own log. Of each answer it shows who
 * answered, what was received, under which digest and which tree of the log that answered; the
 * answers themselves stay with it.
 */
export interface OpenedBelow {
  /** The entry that signed the call by which the one above was passed on. */
  readonly call: OpenedEntry
  /** Every body below that there ever was. */
  readonly bodies: readonly OpenedEntry[]
  /** Every report that arrived; of one that answers something else, just that it does. */
  readonly arrivals: readonly OpenedEntry[]
}

/** A report that was signed before and that this one corrects. */
export interface CorrectedReport {
  readonly title: string
  /** Digest (base64) that its signature stands over. */
  readonly digest: string
}

/** What figures and duties mean, from the pack, and only what the claims use. */
export interface Definitions {
  readonly registers: readonly Register[]
  readonly lists: readonly { readonly id: string; readonly choices: readonly Choice[] }[]
  readonly figures: readonly FigureDefinition[]
  readonly duties: readonly Duty[]
}

/** The entries of the log as their exact texts. */
export type Leaves =
  /** Every entry up to C1, in order. */
  | { readonly kind: 'all'; readonly texts: readonly string[] }
  /** Those of the opened records, each with its audit path (base64) to C1, by index. */
  | { readonly kind: 'some'; readonly entries: readonly ProvedLeaf[] }

/** One entry with its way up to the root of C1. */
export interface ProvedLeaf {
  readonly index: number
  readonly text: string
  readonly proof: readonly string[]
}

/** Some fields of one entry's payload. */
export interface OpenedEntry {
  /** Index in the log. */
  readonly entry: number
  readonly opening: JointOpening
  /** Payload paths that were asked for and are lawfully erased; absent where none is. */
  readonly erased?: readonly string[]
}

/** A claim that the first responsible person let stand; `reason` is among the opened fields. */
export interface OpenedOverride extends OpenedEntry {
  readonly claim: string
}

/** What is signed: canonical JSON (RFC 8785) of exactly this. */
export interface FrozenReport {
  readonly document: ReportDocument
  readonly evidence: Evidence
}

/** Payload paths of a `sign` entry and of an override that verifiers read. */
export const signedDigestPath = core.report.names.digest
/** See `signedDigestPath`: who reviewed, by random id; files before 2026-12 do not open it. */
export const signedReviewerPath = core.report.names.reviewer
/** See `signedDigestPath`: which claim an override lets stand, in which words, and why. */
export const overridePaths = core.override.names
/** See `signedDigestPath`: the record of the key that signed, and what it signed. */
export const signedPasskeyPaths = {
  passkey: core.report.names.passkey,
  assertion: core.report.names.assertion,
} as const
/** Payload paths of a passkey's entry that are opened; not its name, which is its owner's. */
export const passkeyPaths = [
  core.passkey.names.person,
  core.passkey.names.algorithm,
  core.passkey.names.publicKey,
  core.passkey.names.rpId,
] as const

/** The entry that signs a frozen report, proved at C2. */
export interface Signing {
  readonly index: number
  readonly leafText: string
  /** Opens `digest`, the reviewer, key and assertion where it bears them; may open more of it. */
  readonly opening: JointOpening
  /** Audit path (base64) of the entry to C2. */
  readonly proof: readonly string[]
  readonly receipt: string
  /** C2, the signed note: the first that covers the entry, or a later one. */
  readonly checkpoint: string
  /** Hashes (base64) that prove C2 extends C1. */
  readonly consistency: readonly string[]
  /** The signer's own person record with the name opened, where the signer allows it. */
  readonly signer: ProvedName | null
}

/** A person's name, opened from the newest version of that person's record; proved at C2. */
export interface ProvedName extends ProvedLeaf {
  readonly opening: JointOpening
}

/** What a file carries: a signed report, or a draft that nobody signed yet. */
export interface SealedReport extends FrozenReport {
  readonly v: 1
  readonly signing: Signing | null
  /** How the keys were replaced up to C2, the oldest change first; absent where they never were. */
  readonly keyChanges?: readonly ProvedKeyChange[]
}
