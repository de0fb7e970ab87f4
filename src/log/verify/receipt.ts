import type { Batch } from '../batch-receipt.ts'
import { parseBatch, parseBatchReceipt } from '../batch-receipt.ts'
import { leafHash as hashOfLeaf } from '../leaf.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { sameBytes } from '../merkle-hash.ts'
import { noteVerifier } from '../note-verifier.ts'
import type { Receipt, ReceiptTextReason } from '../receipt.ts'
import { parseReceipt, receiptVersion } from '../receipt.ts'
import type { NoteReason, NoteVerifier } from '../signed-note.ts'
import { openNote } from '../signed-note.ts'
import { textOf } from '../utf8.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'
import type { VerifierKey } from '../verifier-key.ts'
import { verifyInclusion } from './inclusion.ts'

/** Why a receipt is not believed. */
export type ReceiptReason =
  | NoteReason
  | ReceiptTextReason
  | 'receipt.other-origin'
  | 'receipt.other-leaf'

/** Whose receipts are believed. */
export interface ReceiptTrust {
  readonly origin: string
  readonly keys: readonly VerifierKey[]
}

/** Checks one receipt; where the hash of the leaf is known, it must be for that leaf. */
export type ReceiptVerifier = (
  receipt: Uint8Array | string,
  leafHash?: Uint8Array,
) => Verdict<{ receipt: Receipt }, ReceiptReason>

/**
 * A verifier of receipts of one log, of version 1 and 2. What a batch signed is checked once for
 * all its entries that come one after another.
 */
export function receiptVerifier(
  crypto: LogCrypto,
  { origin, keys }: ReceiptTrust,
): ReceiptVerifier {
  const verifiers = keys.map((key) => noteVerifier(crypto, key))
  const openBatch = batchOpener(verifiers)
  return (input, leafHash) => {
    const text = textOf(input)
    if (text === null) return refused('note.not-utf8')
    const read = readSigned(text, { crypto, verifiers, openBatch })
    if (!read.ok) return read
    const { receipt } = read
    if (receipt.origin !== origin) return refused('receipt.other-origin')
    if (leafHash !== undefined && !sameBytes(leafHash, receipt.leafHash)) {
      return refused('receipt.other-leaf')
    }
    return { ok: true, receipt }
  }
}

/**
 * Checks a receipt: signed by a receipt key of this log and, where the entry's bytes are at
 * hand, for that entry. A valid receipt whose leaf is not in the log is evidence against it.
 */
export function verifyReceipt(
  crypto: LogCrypto,
  receipt: Uint8Array | string,
  { entry, ...trust }: ReceiptTrust & { readonly entry?: Uint8Array },
): Verdict<{ receipt: Receipt }, ReceiptReason> {
  const leafHash = entry === undefined ? undefined : hashOfLeaf(crypto, entry)
  return receiptVerifier(crypto, trust)(receipt, leafHash)
}

interface Reading {
  readonly crypto: LogCrypto
  readonly verifiers: readonly NoteVerifier[]
  readonly openBatch: BatchOpener
}

type BatchOpener = (note: string) => Verdict<{ batch: Batch }, ReceiptReason>

function readSigned(
  text: string,
  { crypto, verifiers, openBatch }: Reading,
): Verdict<{ receipt: Receipt }, ReceiptReason> {
  const version = receiptVersion(text)
  if (version === 2) return readBatched(crypto, text, openBatch)
  // Of a text that is no receipt at all, the note says what is wrong.
  if (version !== null && version !== 1) return refused('receipt.version')
  const opened = openNote(text, verifiers)
  return opened.ok ? parseReceipt(opened.note.text) : opened
}

function readBatched(
  crypto: LogCrypto,
  text: string,
  openBatch: BatchOpener,
): Verdict<{ receipt: Receipt }, ReceiptReason> {
  const parsed = parseBatchReceipt(text)
  if (!parsed.ok) return parsed
  const opened = openBatch(parsed.note)
  if (!opened.ok) return opened
  const { origin, first, size, root, recordedAt } = opened.batch
  const { index, leafHash, path } = parsed.place
  const claim = { index: index - first, size, leafHash, proof: path, root }
  const included = verifyInclusion(crypto, claim)
  if (!included.ok) return refused('receipt.path')
  return { ok: true, receipt: { origin, index, leafHash, recordedAt } }
}

function batchOpener(verifiers: readonly NoteVerifier[]): BatchOpener {
  let last: { readonly note: string; readonly verdict: ReturnType<BatchOpener> } | null = null
  return (note) => {
    if (last?.note !== note) {
      const opened = openNote(note, verifiers)
      last = { note, verdict: opened.ok ? parseBatch(opened.note.text) : opened }
    }
    return last.verdict
  }
}
