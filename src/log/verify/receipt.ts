import { leafHash as hashOfLeaf } from '../leaf.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { sameBytes } from '../merkle-hash.ts'
import { noteVerifier } from '../note-verifier.ts'
import { parseReceipt } from '../receipt.ts'
import type { Receipt, ReceiptTextReason } from '../receipt.ts'
import { openNote } from '../signed-note.ts'
import type { NoteReason } from '../signed-note.ts'
import { refused } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'
import type { VerifierKey } from '../verifier-key.ts'

/** Why a receipt is not believed. */
export type ReceiptReason =
  | NoteReason
  | ReceiptTextReason
  | 'receipt.other-origin'
  | 'receipt.other-leaf'

/**
 * Checks a receipt: signed by a receipt key of this log and, where the entry's bytes are at
 * hand, for that entry. A valid receipt whose leaf is not in the log is evidence against it.
 */
export function verifyReceipt(
  crypto: LogCrypto,
  note: Uint8Array | string,
  expected: { origin: string; keys: readonly VerifierKey[]; entry?: Uint8Array },
): Verdict<{ receipt: Receipt }, ReceiptReason> {
  const opened = openNote(
    note,
    expected.keys.map((key) => noteVerifier(crypto, key)),
  )
  if (!opened.ok) return opened
  const parsed = parseReceipt(opened.note.text)
  if (!parsed.ok) return parsed
  const { receipt } = parsed
  if (receipt.origin !== expected.origin) return refused('receipt.other-origin')
  const { entry } = expected
  if (entry !== undefined && !sameBytes(hashOfLeaf(crypto, entry), receipt.leafHash)) {
    return refused('receipt.other-leaf')
  }
  return { ok: true, receipt }
}
