import { core } from '../../ledger/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'
import { hashesFromBase64, hashFromBase64, toBase64 } from '../../log/base64.ts'
import { canonicalJson, NotCanonical } from '../../log/canonical-json.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { refused } from '../../log/verdict.ts'
import type { Verdict } from '../../log/verdict.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { verifyConsistency } from '../../log/verify/consistency.ts'
import { verifyInclusion } from '../../log/verify/inclusion.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { LogGrowth, SeenTree } from '../receive/log-growth.ts'
import { callOf } from './call.ts'
import type { Call } from './call.ts'

/**
 * A call as it goes down: the entry that signs it, opened, and proved under a checkpoint of the
 * sender's log. Canonical JSON; a file of its own, the same on every way it may travel.
 */
export interface SealedCall {
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
  readonly growth: { readonly from: number; readonly proof: readonly string[] } | null
}

/** A call that was verified. */
export interface VerifiedCall {
  readonly call: Call
  /** Id of its record in the sender's log. */
  readonly record: string
  /** Hash (base64) of the entry that signs it: what an answer names. */
  readonly digest: string
  readonly recordedAt: string
  readonly checkpoint: Checkpoint
}

/** Why a sealed call is not believed. */
export type CallReason =
  | 'call.key'
  | 'call.checkpoint'
  | 'call.entry'
  | 'call.opening'
  | 'call.proof'
  | 'call.sender'

/** UTF-16 units of a sealed call at most. */
const sealedUnitsMax = 2_000_000

/** Reads the one canonical text of a sealed call; what it says is not believed yet. */
export function parseSealedCall(text: string): SealedCall | null {
  if (text.length > sealedUnitsMax) return null
  try {
    const value: unknown = JSON.parse(text)
    return isSealedCall(value) && canonicalJson(value) === text ? value : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical) return null
    throw error
  }
}

/** The one text of a sealed call. */
export function sealedCallText(sealed: SealedCall): string {
  return canonicalJson(sealed)
}

function isSealedCall(value: unknown): value is SealedCall {
  return (
    hasJust(value, ['checkpoint', 'entry', 'growth', 'key', 'sender', 'v']) &&
    value['v'] === 1 &&
    typeof value['checkpoint'] === 'string' &&
    typeof value['key'] === 'string' &&
    hasJust(value['sender'], ['id', 'name', 'origin']) &&
    hasJust(value['sender']['name'], ['en', 'zh']) &&
    areTexts(Object.values(value['sender']['name'])) &&
    areTexts([value['sender']['id'], value['sender']['origin']]) &&
    hasJust(value['entry'], ['index', 'leafText', 'opening', 'proof']) &&
    Number.isSafeInteger(value['entry']['index']) &&
    typeof value['entry']['leafText'] === 'string' &&
    Array.isArray(value['entry']['proof']) &&
    areTexts(value['entry']['proof']) &&
    (value['growth'] === null ||
      (hasJust(value['growth'], ['from', 'proof']) &&
        Number.isSafeInteger(value['growth']['from']) &&
        Array.isArray(value['growth']['proof']) &&
        areTexts(value['growth']['proof'])))
  )
}

/** Whether it is an object with these keys, in this order, and no other. */
function hasJust(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).sort().join() === keys.join()
  )
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every((one) => typeof one === 'string')
}

const { preparedBy, signer } = core.call.names

/** Whether a field of the entry is opened: everything but who did it, and what the log adds. */
export function isOpenedInCall(path: string): boolean {
  return !path.startsWith('$') && path !== preparedBy && path !== signer
}

/**
 * Verifies a sealed call under the key that is believed of its sender: a signed entry of that log,
 * proved, and every field of it opened. Never throws on what a stranger wrote.
 */
export function verifyCall(
  crypto: LogCrypto,
  { sender, entry, checkpoint: note }: SealedCall,
  key: string,
): Verdict<VerifiedCall, CallReason> {
  const parsedKey = parseVerifierKey(crypto, key)
  if (!parsedKey.ok || parsedKey.key.name !== sender.origin) return refused('call.key')
  const trust = { origin: sender.origin, logKeys: [parsedKey.key] }
  const believed = verifyCheckpoint(crypto, note, trust)
  if (!believed.ok) return refused('call.checkpoint')
  const { checkpoint } = believed
  const parsed = parseLeaf(entry.leafText)
  if (!parsed.ok) return refused('call.entry')
  const { leaf } = parsed
  if (leaf.kind !== 'sign' || leaf.register !== core.call.id || !leaf.record)
    return refused('call.entry')
  if (leaf.org !== sender.id) return refused('call.sender')
  const hash = leafHash(crypto, toUtf8(entry.leafText))
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
  return {
    ok: true,
    call: callOf(values as Values),
    record: leaf.record,
    digest: toBase64(hash),
    recordedAt: leaf.recordedAt,
    checkpoint,
  }
}

/** The shape of the record names fields that stay closed; those of its rows do not. */
function isShown(path: string): boolean {
  return path !== '#' && isOpenedInCall(path)
}

/** Nothing that is asked may be left out: the shape names every field, and each is opened. */
function isWhole(fields: readonly { readonly path: string; readonly value: unknown }[]): boolean {
  const shape = fields.find(({ path }) => path === '#')?.value
  if (!Array.isArray(shape)) return false
  const shown = new Set(fields.map(({ path }) => path.split('/')[0]))
  return shape.every((name) => !isOpenedInCall(String(name)) || shown.has(String(name)))
}

/** How the sender's log stands to the tree seen last. */
export function growthOfCall(
  crypto: LogCrypto,
  { growth, checkpoint: note }: Pick<SealedCall, 'growth' | 'checkpoint'>,
  { checkpoint, seen }: { readonly checkpoint: Checkpoint; readonly seen: SeenTree },
): LogGrowth {
  const to = { size: checkpoint.size, root: toBase64(checkpoint.root) }
  const checkpointText = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const grown = (kind: LogGrowth['kind']): LogGrowth => ({ kind, to, checkpointText })
  if (seen.size === 0) return grown('extends')
  if (seen.size > to.size) return grown('older')
  if (seen.size === to.size) return grown(seen.root === to.root ? 'extends' : 'fork')
  const root = hashFromBase64(seen.root)
  if (growth === null || growth.from !== seen.size || root === null) return grown('unshown')
  const verdict = verifyConsistency(crypto, {
    older: { size: seen.size, root },
    newer: checkpoint,
    proof: hashesFromBase64(growth.proof),
  })
  return grown(verdict.ok ? 'extends' : 'fork')
}
