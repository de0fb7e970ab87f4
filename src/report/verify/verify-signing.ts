import { actorParts } from '../../ledger/core/actor.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import { hashesFromBase64 } from '../../log/base64.ts'
import { noteOfReceipt } from '../../log/batch-receipt.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import type { Leaf } from '../../log/leaf.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseNote } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { VerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { verifyConsistency } from '../../log/verify/consistency.ts'
import { verifyInclusion } from '../../log/verify/inclusion.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import { verifyReceipt } from '../../log/verify/receipt.ts'
import type { ProvedLeaf, Signing } from '../evidence/evidence.ts'
import { signedDigestPath } from '../evidence/evidence.ts'
import { momentText } from '../render/moment-text.ts'
import { broken } from './findings.ts'
import type { Finding, SignedBy, SigningPasskey } from './verification.ts'

/** Whom a verifier believes, and which log it is about. */
export interface LogKeys {
  readonly origin: string
  readonly log: VerifierKey
  readonly receipt: VerifierKey
}

/** What the signature was found to be. */
export interface VerifiedSigning {
  /** The entry that signs and its opened fields, as far as they could be read. */
  readonly entry: SigningEntry | null
  /** The signer's name, where it was opened and proved. */
  readonly name: string | null
  /** C2, where its signature is valid. */
  readonly checkpoint: Checkpoint | null
  readonly findings: readonly Finding[]
  /** Nothing speaks against the entry itself; the name of its signer may still be another's. */
  readonly isProved: boolean
}

/** A `sign` entry as it was read; what `findings` say of it is to be minded. */
export interface SigningEntry {
  readonly leaf: Leaf
  /** Values by payload path; nothing where the opening does not hold. */
  readonly fields: ReadonlyMap<string, unknown>
}

interface Given {
  readonly signing: Signing
  readonly keys: LogKeys
  readonly organisation: string
  /** Digest (base64) of the frozen report, computed from what the file carries. */
  readonly digest: string
  /** C1; null where it was not believed. */
  readonly frozenAt: Checkpoint | null
}

/**
 * Verifies that the log holds an entry that signs exactly this report, under a checkpoint that
 * extends the one the report was frozen at.
 */
export function verifySigning(crypto: LogCrypto, given: Given): VerifiedSigning {
  const { signing, keys } = given
  const findings: Finding[] = []
  const c2 = signedCheckpoint(crypto, signing.checkpoint, keys)
  if (typeof c2 === 'string') findings.push(broken('checkpoint.signing', c2))
  const checkpoint = typeof c2 === 'string' ? null : c2
  const parsed = parseLeaf(signing.leafText)
  if (!parsed.ok) findings.push(broken('signing.entry', parsed.reason))
  const leaf = parsed.ok ? parsed.leaf : null
  const read = leaf && readEntry(crypto, leaf, given)
  for (const one of read?.findings ?? []) findings.push(one)
  if (checkpoint) {
    const entry = { index: signing.index, text: signing.leafText, proof: signing.proof }
    const reason = leadsTo(crypto, entry, checkpoint)
    if (reason !== null) findings.push(broken('signing.proof', reason))
    for (const one of extensionFindings(crypto, checkpoint, given)) findings.push(one)
  }
  for (const one of receiptFindings(crypto, given)) findings.push(one)
  const isProved = findings.length === 0
  const name = leaf && checkpoint ? nameOf(crypto, { ...given, leaf, checkpoint }) : null
  if (name && 'reason' in name) findings.push(broken('signing.name', name.reason))
  const shown = name && 'name' in name ? name.name : null
  const entry = leaf && read && { leaf, fields: read.fields }
  return { entry, name: shown, checkpoint, findings, isProved }
}

/** A checkpoint with one signature, that of the log: no line of it may be idle. */
export function signedCheckpoint(
  crypto: LogCrypto,
  noteText: string,
  { origin, log }: LogKeys,
): Checkpoint | string {
  const note = parseNote(noteText)
  if (!note.ok) return note.reason
  if (note.note.signatures.length !== 1) return 'note.signatures'
  const verdict = verifyCheckpoint(crypto, noteText, { origin, logKeys: [log] })
  if (!verdict.ok) return verdict.reason
  return note.note.text.split('\n').length === 4 ? verdict.checkpoint : 'checkpoint.extensions'
}

function readEntry(
  crypto: LogCrypto,
  leaf: Leaf,
  { signing, organisation, digest }: Given,
): { readonly fields: ReadonlyMap<string, unknown>; readonly findings: Finding[] } {
  const findings: Finding[] = []
  if (leaf.kind !== 'sign') findings.push(broken('signing.entry', leaf.kind))
  if (leaf.org !== organisation) findings.push(broken('signing.entry', 'leaf.org'))
  const verdict = verifyJointOpening(crypto, { root: leaf.payload, opening: signing.opening })
  if (!verdict.ok) findings.push(broken('signing.entry', verdict.reason))
  const fields = new Map(verdict.ok ? verdict.fields.map(({ path, value }) => [path, value]) : [])
  if (verdict.ok && fields.get(signedDigestPath) !== digest) findings.push(broken('evidence.other'))
  return { fields, findings }
}

/** Null where the entry's text leads to the root of the checkpoint. */
function leadsTo(
  crypto: LogCrypto,
  { index, text, proof }: ProvedLeaf,
  { size, root }: Checkpoint,
): string | null {
  const verdict = verifyInclusion(crypto, {
    index,
    size,
    leafHash: leafHash(crypto, text),
    proof: hashesFromBase64(proof),
    root,
  })
  return verdict.ok ? null : verdict.reason
}

function extensionFindings(
  crypto: LogCrypto,
  newer: Checkpoint,
  { signing, frozenAt }: Given,
): Finding[] {
  if (!frozenAt) return []
  const proof = hashesFromBase64(signing.consistency)
  const verdict = verifyConsistency(crypto, { older: frozenAt, newer, proof })
  return [
    ...(verdict.ok ? [] : [broken('consistency.broken', verdict.reason)]),
    ...(signing.index < frozenAt.size ? [broken('signing.early')] : []),
  ]
}

function receiptFindings(crypto: LogCrypto, { signing, keys }: Given): Finding[] {
  const entry = toUtf8(signing.leafText)
  const expected = { origin: keys.origin, keys: [keys.receipt], entry }
  const verdict = verifyReceipt(crypto, signing.receipt, expected)
  if (!verdict.ok) return [broken('signing.receipt', verdict.reason)]
  const note = parseNote(noteOfReceipt(signing.receipt))
  const isOne = note.ok && note.note.signatures.length === 1
  if (!isOne) return [broken('signing.receipt', 'note.signatures')]
  return verdict.receipt.index === signing.index
    ? []
    : [broken('signing.receipt', 'receipt.other-index')]
}

function nameOf(
  crypto: LogCrypto,
  { signing, leaf, checkpoint, organisation }: Given & { leaf: Leaf; checkpoint: Checkpoint },
): { readonly name: string } | { readonly reason: string } | null {
  const { signer } = signing
  if (signer === null) return null
  const reason = leadsTo(crypto, signer, checkpoint)
  if (reason !== null) return { reason }
  const parsed = parseLeaf(signer.text)
  if (!parsed.ok) return { reason: parsed.reason }
  const { register, record, org, payload } = parsed.leaf
  if (
    register !== core.person.id ||
    record !== actorParts(leaf.actor).hand ||
    org !== organisation
  ) {
    return { reason: 'leaf.record' }
  }
  const verdict = verifyJointOpening(crypto, { root: payload, opening: signer.opening })
  if (!verdict.ok) return { reason: verdict.reason }
  const name = verdict.fields.find(({ path }) => path === core.person.names.name)?.value
  return typeof name === 'string' ? { name } : { reason: 'name' }
}

/** Who signed and how that is known, in one sentence. */
export function signedBy(
  { actor, recordedAt }: Leaf,
  {
    name,
    passkey,
    zone,
    reviewer,
  }: {
    readonly name: string | null
    /** Who reviewed, by random id; what is no text says nothing. */
    readonly reviewer?: unknown
    readonly passkey: SigningPasskey | null
    /** The zone that the evidence names for the unit; null where it names none. */
    readonly zone: string | null
  },
): SignedBy {
  const { hand, standingInFor } = actorParts(actor)
  const as = standingInFor === null ? { zh: '', en: '' } : standingIn
  const who = { zh: `${name ?? hand}${as.zh}`, en: `${name ?? hand}${as.en}` }
  const moment = (iso: string) => momentText(iso, zone)
  return {
    person: hand,
    name,
    recordedAt,
    passkey,
    ...(typeof reviewer === 'string' ? { reviewer } : {}),
    sentence: sentenceOf(
      who,
      moment(recordedAt),
      passkey && { ...passkey, since: moment(passkey.registeredAt) },
    ),
  }
}

const standingIn: Label = { zh: '（代行职责）', en: ' (standing in)' }

function sentenceOf(
  who: Label,
  when: Label,
  passkey: { readonly since: Label; readonly fingerprint: string } | null,
): Label {
  if (passkey === null) {
    return {
      zh: `此日志的保管方声明：${who.zh}于${when.zh}再次登录后签发`,
      en: `The keeper of this log states that ${who.en} signed on ${when.en} after signing in again`,
    }
  }
  const { since, fingerprint } = passkey
  return {
    zh: `${who.zh}以本人登记的通行密钥签发，签名已核对（签发记于${when.zh}；密钥登记于${since.zh}，指纹 ${fingerprint}）`,
    en: `Signed by ${who.en} with a passkey registered on ${since.en}, and the signature holds (logged ${when.en}; fingerprint of the key ${fingerprint})`,
  }
}
