import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'
import { hashesFromBase64, toBase64 } from '../../log/base64.ts'
import { canonicalJson, readCanonical } from '../../log/canonical-json.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import type { ProvedKeyChange } from '../../log/key-change.ts'
import type { Leaf } from '../../log/leaf.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Verdict } from '../../log/verdict.ts'
import { refused } from '../../log/verdict.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { verifyInclusion } from '../../log/verify/inclusion.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import { keyLedTo } from '../../log/verify/key-changes.ts'
import { signedByPasskey } from '../passkey/signed-by-passkey.ts'
import type { SignedThing } from '../passkey/signing-challenge.ts'
import type { Fields } from '../proved-form.ts'
import { areKeyChanges, areTexts, isObject, isProvedEntry, keysOf } from '../proved-form.ts'
import type { GrowthProof } from '../receive/log-growth.ts'
import type { SigningPasskey } from '../verify/verification.ts'
import type { Call } from './call.ts'
import type { DutyList } from './duty-list.ts'
import { signedOver } from './signed-over.ts'

/**
 * A call, or a duty list, as it goes down: the entry that signs it, opened, and proved under a
 * checkpoint of the sender's log. Canonical JSON; a file of its own, the same on every way it may
 * travel. What it is its entry says.
 */
export interface SealedEntry {
  readonly v: 1
  readonly sender: { readonly id: string; readonly name: Label; readonly origin: string }
  /** Verifier key of the sender's log, for whoever has none to believe yet. */
  readonly key: string
  readonly entry: {
    readonly index: number
    readonly leafText: string
    /** All that is asked, and of whom; who prepared and who signed stays closed. */
    readonly opening: JointOpening
    /** Audit path (base64) to the checkpoint. */
    readonly proof: readonly string[]
  }
  /** The signed note. */
  readonly checkpoint: string
  /** How that tree grew out of one that the addressee saw; null: it said of none. */
  readonly growth: GrowthProof | null
  /** The passkey that signed, from the entry that registered it; absent where none did. */
  readonly signedBy?: ProvedPasskey
  /**
   * How the keys of the log were replaced, the oldest change first; absent where they never were.
   */
  readonly keyChanges?: readonly ProvedKeyChange[]
}

/**
 * The entry that registered a passkey, opened but for its name, and proved like the signing one.
 */
export interface ProvedPasskey {
  readonly index: number
  readonly text: string
  readonly opening: JointOpening
  readonly proof: readonly string[]
}

/** What was signed in the log of its sender, verified. */
export interface VerifiedEntry {
  /** Id of its record in the sender's log. */
  readonly record: string
  /** Hash (base64) of the entry that signs it: what an answer names. */
  readonly digest: string
  readonly recordedAt: string
  readonly checkpoint: Checkpoint
  /** The passkey of its signer, whose signature holds; null: it was signed without one. */
  readonly signedBy: SigningPasskey | null
}

/** Why a sealed entry is not believed. */
export type SealedReason =
  | 'call.key'
  | 'call.checkpoint'
  | 'call.entry'
  | 'call.opening'
  | 'call.proof'
  | 'call.sender'
  | 'call.passkey'

/** UTF-16 units of a sealed entry at most. */
const sealedUnitsMax = 2_000_000

/** Reads the one canonical text of a sealed entry; what it says is not believed yet. */
export function parseSealedEntry(text: string): SealedEntry | null {
  return text.length > sealedUnitsMax ? null : readCanonical(text, isSealedEntry)
}

/** Whether a later program sealed it: all is there that this one knows, and fields beside it. */
export function isLaterSealed(text: string): boolean {
  const value = text.length > sealedUnitsMax ? null : readCanonical(text, isObject)
  if (value === null || isSealedEntry(value)) return false
  return isSealedEntry(
    Object.fromEntries(Object.entries(value).filter(([name]) => known.has(name))),
  )
}

const known: ReadonlySet<string> = new Set<keyof SealedEntry>([
  'v',
  'sender',
  'key',
  'entry',
  'checkpoint',
  'growth',
  'signedBy',
  'keyChanges',
])

/** The one text of a sealed entry. */
export function sealedEntryText(sealed: SealedEntry): string {
  return canonicalJson(sealed)
}

function isSealedEntry(value: unknown): value is SealedEntry {
  if (!isObject(value)) return false
  const { keyChanges, signedBy, ...rest } = value
  return (
    isOfFirstForm(rest) &&
    (keyChanges === undefined || areKeyChanges(keyChanges)) &&
    (signedBy === undefined || isProvedPasskey(signedBy))
  )
}

/** What was sealed from the first version on; fields that came later may stand beside it. */
function isOfFirstForm(value: Fields): boolean {
  const { v, sender, key, entry, checkpoint, growth } = value
  return (
    keysOf(value) === 'checkpoint,entry,growth,key,sender,v' &&
    v === 1 &&
    areTexts([checkpoint, key]) &&
    isSender(sender) &&
    isOpenedEntry(entry) &&
    (growth === null || isGrowth(growth))
  )
}

function isSender(value: unknown): boolean {
  if (!isObject(value) || keysOf(value) !== 'id,name,origin') return false
  const { id, name, origin } = value
  const isNamed = isObject(name) && keysOf(name) === 'en,zh' && areTexts(Object.values(name))
  return isNamed && areTexts([id, origin])
}

function isOpenedEntry(value: unknown): boolean {
  if (!isObject(value) || keysOf(value) !== 'index,leafText,opening,proof') return false
  const { leafText: text, ...rest } = value
  return isProvedEntry({ ...rest, text })
}

function isProvedPasskey(value: unknown): boolean {
  return isObject(value) && keysOf(value) === 'index,opening,proof,text' && isProvedEntry(value)
}

function isGrowth(value: unknown): boolean {
  if (!isObject(value) || keysOf(value) !== 'from,proof') return false
  const { from, proof } = value
  return Number.isSafeInteger(from) && areTexts(proof)
}

const { preparedBy, signer } = core.call.names

/** Whether a field of the entry is opened: everything but who did it, and what the log adds. */
export function isOpenedInSealed(path: string): boolean {
  return !path.startsWith('$') && path !== preparedBy && path !== signer
}

/**
 * Verifies what was sealed under the key that is believed of its sender: a signed entry of that log
 * and of this register, proved, and every field of it opened. Never throws on what a stranger
 * wrote.
 */
export function verifySealedEntry(
  crypto: LogCrypto,
  sealed: SealedEntry,
  given: {
    readonly key: string
    readonly register: string
    /** What a passkey signs of it. */
    readonly what: SignedThing
    readonly said: (values: Values) => Call | DutyList
  },
): Verdict<VerifiedEntry & { readonly values: Values }, SealedReason> {
  const { sender, entry, checkpoint: note } = sealed
  const { key, register, what, said } = given
  const parsedKey = parseVerifierKey(crypto, key)
  if (!parsedKey.ok || parsedKey.key.name !== sender.origin) return refused('call.key')
  const trust = { origin: sender.origin, logKeys: [parsedKey.key] }
  const believed = verifyCheckpoint(crypto, note, trust)
  if (!believed.ok) return refused('call.checkpoint')
  const { checkpoint } = believed
  const parsed = parseLeaf(entry.leafText)
  if (!parsed.ok) return refused('call.entry')
  const { leaf } = parsed
  if (leaf.kind !== 'sign' || leaf.register !== register || !leaf.record)
    return refused('call.entry')
  if (leaf.org !== sender.id) return refused('call.sender')
  const hash = leafHash(crypto, entry.leafText)
  const included = verifyInclusion(crypto, {
    index: entry.index,
    size: checkpoint.size,
    leafHash: hash,
    proof: hashesFromBase64(entry.proof),
    root: checkpoint.root,
  })
  if (!included.ok) return refused('call.proof')
  const opened = verifyJointOpening(crypto, { root: leaf.payload, opening: entry.opening })
  if (!opened.ok) return refused('call.opening')
  const values = unflattenFields(opened.fields.filter(({ path }) => isShown(path)))
  if (values === null || !isWhole(opened.fields)) return refused('call.opening')
  const signing = { leaf, values: values as Values, checkpoint }
  const digest = signedOver(crypto, leaf.record, said(signing.values))
  const signedBy = verifySignedBy(crypto, sealed, { ...signing, digest, what })
  if (signedBy === 'broken') return refused('call.passkey')
  return {
    ok: true,
    signedBy,
    values: signing.values,
    record: leaf.record,
    digest: toBase64(hash),
    recordedAt: leaf.recordedAt,
    checkpoint,
  }
}

/**
 * The passkey of the signer: registered in the log before, by whoever signed, and its assertion is
 * over just this. An entry that names one whose signature is not there, or does not hold, is
 * broken; one that names none was signed without.
 */
function verifySignedBy(
  crypto: LogCrypto,
  { entry, signedBy }: SealedEntry,
  given: {
    readonly leaf: Leaf
    readonly values: Values
    readonly checkpoint: Checkpoint
    readonly digest: string
    readonly what: SignedThing
  },
): SigningPasskey | null | 'broken' {
  const { leaf, checkpoint, digest, what } = given
  const { passkey, assertion } = coreValues(core.call, given.values)
  if (passkey === undefined && assertion === undefined && signedBy === undefined) return null
  if (typeof assertion !== 'string' || signedBy === undefined) return 'broken'
  const { index, text, proof } = signedBy
  const { size, root } = checkpoint
  const hash = leafHash(crypto, text)
  const at = { index, size, root, leafHash: hash, proof: hashesFromBase64(proof) }
  if (index >= entry.index || !verifyInclusion(crypto, at).ok) return 'broken'
  const signed = { leaf, record: passkey, assertion, digest, what }
  return signedByPasskey(crypto, signedBy, signed) ?? 'broken'
}

/** The shape of the record names fields that stay closed; those of its rows do not. */
function isShown(path: string): boolean {
  return path !== '#' && isOpenedInSealed(path)
}

/** Nothing that is asked may be left out: the shape names every field, and each is opened. */
function isWhole(fields: readonly { readonly path: string; readonly value: unknown }[]): boolean {
  const shape = fields.find(({ path }) => path === '#')?.value
  if (!Array.isArray(shape)) return false
  const shown = new Set(fields.map(({ path }) => path.split('/')[0]))
  return shape.every((name) => !isOpenedInSealed(String(name)) || shown.has(String(name)))
}

/** The key that a sealed file leads to from the one that is believed of its sender; null: none. */
export function keyOfSealed(
  crypto: LogCrypto,
  { sender, keyChanges = [] }: SealedEntry,
  believed: string,
): string | null {
  return keyLedTo(crypto, sender, { changes: keyChanges, from: believed })
}
