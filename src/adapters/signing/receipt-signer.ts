import { sign } from 'node:crypto'
import type { PlannedEntry } from '../../append/plan-batch.ts'
import type { Steps } from '../../append/unhurried.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { toBase64 } from '../../log/base64.ts'
import { formatBatch, formatBatchReceipt } from '../../log/batch-receipt.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { auditPath, treeLevels } from '../../log/merkle-tree.ts'
import { formatReceipt } from '../../log/receipt.ts'
import { formatNote } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { ed25519PrivateKey } from '../crypto/node-crypto.ts'
import type { KeyPlace } from './key-file.ts'
import { keyName, readSeedOf } from './key-file.ts'

/** An entry that a receipt is for. */
export interface ReceiptEntry {
  readonly index: number
  readonly leafHash: Uint8Array
  readonly recordedAt: string
  /** Its receipt reaches verifiers and servers that know no receipt but of version 1. */
  readonly goesOut: boolean
}

/**
 * What a receipt is for, of an entry of a batch. The signature under a report goes out in its
 * sealed file, and what became of a report that was received in the reply.
 */
export function receiptEntry({ index, leafHash, leaf }: PlannedEntry): ReceiptEntry {
  const { recordedAt, kind, register } = leaf
  const goesOut = kind === 'sign' || register === core.receivedReport.id
  return { index, leafHash, recordedAt, goesOut }
}

/** Signs the receipts of entries that follow one another and share one moment, in their order. */
export type ReceiptSigner = (entries: readonly ReceiptEntry[]) => Steps<readonly string[]>

/** Entries under one signature at most: a receipt carries eight hashes, and an import gives way. */
const signedTogetherMax = 256

/**
 * A signer of receipts for one log by one of its keys: one signature for a batch, with a path to
 * its root in each receipt. An entry that is alone needs no path and has a receipt of version 1; so
 * has one whose receipt goes out, whatever is written beside it. Refuses with `key.missing`.
 */
export function receiptSigner(
  crypto: LogCrypto,
  at: Omit<KeyPlace, 'purpose'>,
  vkey: string,
): ReceiptSigner {
  const { origin } = at
  const place: KeyPlace = { ...at, purpose: 'receipt' }
  const name = keyName(place)
  const seed = readSeedOf(crypto, place, vkey)
  const parsed = parseVerifierKey(crypto, vkey)
  if (!parsed.ok) throw new Error(`no verifier key: ${parsed.reason}`)
  const keyId = parsed.key.id
  const key = ed25519PrivateKey(seed)

  function signed(text: string): string {
    const signature = sign(null, toUtf8(text), key)
    return formatNote({ text, signatures: [{ name, keyId, signature }] })
  }

  function receiptAlone({ index, leafHash, recordedAt }: ReceiptEntry): string {
    return signed(formatReceipt({ origin, index, leafHash, recordedAt }))
  }

  function receiptsTogether(first: ReceiptEntry, entries: readonly ReceiptEntry[]): string[] {
    const hashes = entries.map((one) => one.leafHash)
    const levels = treeLevels(crypto, hashes)
    const [root = first.leafHash] = levels.at(-1) ?? []
    const { recordedAt } = first
    const size = entries.length
    const note = signed(formatBatch({ origin, first: first.index, size, root, recordedAt }))
    // Each hash is in many paths, and is written as text once.
    const texts = levels.map((level) => level.map(toBase64))
    return entries.map((entry, place) => {
      if (entry.goesOut) return receiptAlone(entry)
      const leafHash = texts[0]?.[place] ?? ''
      return formatBatchReceipt(note, {
        index: entry.index,
        leafHash,
        path: auditPath(texts, place),
      })
    })
  }

  return function* (entries) {
    const receipts: string[][] = []
    for (let from = 0; from < entries.length; from += signedTogetherMax) {
      const batch = entries.slice(from, from + signedTogetherMax)
      const [first] = batch
      if (first === undefined) break
      receipts.push(batch.length === 1 ? [receiptAlone(first)] : receiptsTogether(first, batch))
      yield
    }
    return receipts.flat()
  }
}
