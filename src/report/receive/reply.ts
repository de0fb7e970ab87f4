import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import type { Leaf } from '../../log/leaf.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { noteVerifier } from '../../log/note-verifier.ts'
import { openNote } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { Verdict } from '../../log/verdict.ts'
import { refused } from '../../log/verdict.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import { verifyReceipt } from '../../log/verify/receipt.ts'
import { signedByPasskey } from '../passkey/signed-by-passkey.ts'
import type { SigningPasskey } from '../verify/verification.ts'
import { settledOver } from './settled-over.ts'

/**
 * What goes back to the sender of a report: the receiver's own entry about it, with its receipt,
 * and the receiver's cosignature on the sender's checkpoint. Plain JSON; a file of its own.
 */
export interface Reply {
  readonly v: 1
  readonly receiver: { readonly id: string; readonly name: Label; readonly origin: string }
  /** Entry of the receiver's log; opens digest, step and reasons. */
  readonly entry: {
    readonly index: number
    readonly leafText: string
    readonly opening: JointOpening
    readonly receipt: string
    /** Verifier key of the receiver's receipts. */
    readonly receiptKey: string
  }
  /** The passkey that signed a return, from the entry that registered it; absent where none did. */
  readonly signedBy?: RegisteredPasskey
  /** Null where the file did not show how the log had grown. */
  readonly cosigned: {
    /** The text of the sender's checkpoint, its last newline included. */
    readonly checkpointText: string
    readonly line: string
    /** Verifier key of the witness. */
    readonly witness: string
  } | null
}

/** The entry that registered a passkey, opened but for its name, with the receipt of its log. */
export interface RegisteredPasskey {
  readonly index: number
  readonly leafText: string
  readonly opening: JointOpening
  readonly receipt: string
  readonly receiptKey: string
}

/** What a reply was found to say. */
export interface ReadReply {
  readonly step: string
  readonly reasons: string | null
  /** What the receiver's verification said, in Chinese; null in replies that do not open it. */
  readonly verified: string | null
  /** Both verdicts as `readVerdicts` reads them; null in replies before 2026-12. */
  readonly verdicts: string | null
  readonly recordedAt: string
  readonly cosigned: { readonly size: number; readonly witness: string } | null
  /** The passkey of whoever returned it, whose signature holds; null: it says none. */
  readonly signedBy: SigningPasskey | null
}

/** Why a reply is not believed. */
export type ReplyReason =
  | 'reply.entry'
  | 'reply.opening'
  | 'reply.receipt'
  | 'reply.other-report'
  | 'reply.cosignature'
  | 'reply.passkey'

const { digest, step, reasons, claims, verdicts, passkey, assertion, cosignature, witness } =
  core.receivedReport.names

/** Fields of the receiver's record that a reply opens. */
export const replyPaths = [
  ...[digest, step, reasons, claims, verdicts, passkey, assertion],
  ...[cosignature, witness],
] as const

/**
 * Checks a reply to the report of this digest, sent by the log of this origin. The receiver's keys
 * are those in the reply: whether they are the receiver's is for the sender to know.
 */
export function readReply(
  crypto: LogCrypto,
  { entry, cosigned, signedBy }: Reply,
  sent: { readonly digest: string; readonly origin: string },
): Verdict<{ reply: ReadReply }, ReplyReason> {
  const parsed = parseLeaf(entry.leafText)
  if (!parsed.ok) return refused('reply.entry')
  const opened = verifyJointOpening(crypto, { root: parsed.leaf.payload, opening: entry.opening })
  if (!opened.ok) return refused('reply.opening')
  if (!holdsReceipt(crypto, entry)) return refused('reply.receipt')
  const said = new Map(opened.fields.map(({ path, value }) => [path, value]))
  if (said.get(digest) !== sent.digest) return refused('reply.other-report')
  const own = isOfEntry(cosigned, said, parsed.leaf)
  if (own === 'other') return refused('reply.cosignature')
  const witnessed = cosigned && own ? sizeCosigned(crypto, cosigned, sent.origin) : null
  if (cosigned && own && witnessed === null) return refused('reply.cosignature')
  const taken = said.get(step)
  const textOf = (path: string) => {
    const value = said.get(path)
    return typeof value === 'string' ? value : null
  }
  if (typeof taken !== 'string') return refused('reply.opening')
  const given = { leaf: parsed.leaf, said, signedBy, receiptKey: entry.receiptKey }
  const hand = readSignedBy(crypto, given, { digest: sent.digest, step: taken })
  if (hand === 'broken') return refused('reply.passkey')
  return {
    ok: true,
    reply: {
      step: taken,
      reasons: textOf(reasons),
      verified: textOf(claims),
      verdicts: textOf(verdicts),
      recordedAt: parsed.leaf.recordedAt,
      cosigned: witnessed,
      signedBy: hand,
    },
  }
}

/**
 * Whether the cosignature is the one that the receiver's entry tells of: its key stands in the reply
 * alone, and whoever carries that could put another's in its place. What does not tell of it is
 * believed of the time before replies did, and is no word of the receiver's after that.
 */
function isOfEntry(
  cosigned: Reply['cosigned'],
  said: ReadonlyMap<string, unknown>,
  { recordedAt }: Leaf,
): boolean | 'other' {
  if (cosigned === null) return false
  const [line, key] = [said.get(cosignature), said.get(witness)]
  if (line === undefined && key === undefined) return recordedAt < cosignatureToldSince
  const isSame = `${String(line)}\n` === cosigned.line && key === cosigned.witness
  return isSame ? true : 'other'
}

/** Since then an entry of ours tells in a reply what it cosigned. */
const cosignatureToldSince = '2026-12-01'

/**
 * A return that names a passkey is signed by it, over just this; one whose signature is gone is
 * broken.
 */
function readSignedBy(
  crypto: LogCrypto,
  given: {
    readonly leaf: Leaf
    readonly said: ReadonlyMap<string, unknown>
    readonly signedBy: RegisteredPasskey | undefined
    readonly receiptKey: string
  },
  settled: { readonly digest: string; readonly step: string },
): SigningPasskey | null | 'broken' {
  const { leaf, said, signedBy, receiptKey } = given
  const [record, text, why] = [said.get(passkey), said.get(assertion), said.get(reasons)]
  if (record === undefined && text === undefined && signedBy === undefined) return null
  if (signedBy === undefined || typeof text !== 'string') return 'broken'
  const log = receiptKey.split('+')[0]
  if (signedBy.receiptKey.split('+')[0] !== log || !holdsReceipt(crypto, signedBy)) return 'broken'
  const digest = settledOver(crypto, {
    ...settled,
    reasons: typeof why === 'string' ? why : null,
  })
  const signed = { leaf, record, assertion: text, digest, what: 'reply' } as const
  const { leafText, opening } = signedBy
  return signedByPasskey(crypto, { text: leafText, opening }, signed) ?? 'broken'
}

/** The step that a verified reply opens. */
export function stepOfReply(reply: Reply): string {
  return openedText(reply, step)
}

/** The digest of the report that it says it answers; '' where it says none. */
export function digestOfReply(reply: Reply): string {
  return openedText(reply, digest)
}

function openedText({ entry }: Reply, wanted: string): string {
  // A stranger's may have any form before it is verified.
  const { fields } = entry.opening as { readonly fields?: unknown }
  const all: readonly unknown[] = Array.isArray(fields) ? fields : []
  for (const one of all) {
    const { path, value } = (one ?? {}) as { readonly path?: unknown; readonly value?: unknown }
    if (path === wanted) return typeof value === 'string' ? value : ''
  }
  return ''
}

function holdsReceipt(
  crypto: LogCrypto,
  entry: Pick<Reply['entry'], 'index' | 'leafText' | 'receipt' | 'receiptKey'>,
): boolean {
  const key = parseVerifierKey(crypto, entry.receiptKey)
  if (!key.ok) return false
  const origin = key.key.name.replace(/\/receipt$/, '')
  const expected = { origin, keys: [key.key], entry: toUtf8(entry.leafText) }
  const verdict = verifyReceipt(crypto, entry.receipt, expected)
  return verdict.ok && verdict.receipt.index === entry.index
}

/** The tree of a log whose checkpoint a witness cosigned, and its name; null: it does not hold. */
export function sizeCosigned(
  crypto: LogCrypto,
  { checkpointText, line, witness }: NonNullable<Reply['cosigned']>,
  origin: string,
): { size: number; witness: string } | null {
  const key = parseVerifierKey(crypto, witness)
  if (!key.ok || key.key.use !== 'cosignature') return null
  const opened = openNote(`${checkpointText}\n${line}`, [noteVerifier(crypto, key.key)])
  const checkpoint = parseCheckpoint(checkpointText)
  if (!opened.ok || !checkpoint.ok || checkpoint.checkpoint.origin !== origin) return null
  return { size: checkpoint.checkpoint.size, witness: key.key.name }
}
