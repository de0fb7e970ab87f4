import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { formatReceipt } from '../../log/receipt.ts'
import { formatNote } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { ed25519PrivateKey } from '../crypto/node-crypto.ts'
import { keyName, readSeedOf } from './key-file.ts'
import type { KeyPlace } from './key-file.ts'

/** An entry that a receipt is for. */
export interface ReceiptEntry {
  readonly index: number
  readonly leafHash: Uint8Array
  readonly recordedAt: string
}

/** Signs the receipts of a batch, in its order. */
export type ReceiptSigner = (entries: readonly ReceiptEntry[]) => Promise<readonly string[]>

/** Handing so few to the thread pool and waiting for it costs more than signing them here. */
const signedHereMax = 2
/** Handed to the thread pool without a pause: a few milliseconds. */
const signedAtOnceMax = 256

/**
 * A signer of receipts for one log by one of its keys. It signs on the thread pool: at 20 µs a
 * signature is a third of what an entry costs, and the thread that answers requests has other
 * things to do. Refuses with `key.missing`.
 */
export function receiptSigner(
  crypto: LogCrypto,
  at: Omit<KeyPlace, 'purpose'>,
  vkey: string,
): ReceiptSigner {
  const place: KeyPlace = { ...at, purpose: 'receipt' }
  const name = keyName(place)
  const seed = readSeedOf(crypto, place, vkey)
  const parsed = parseVerifierKey(crypto, vkey)
  if (!parsed.ok) throw new Error(`no verifier key: ${parsed.reason}`)
  const keyId = parsed.key.id
  const key = ed25519PrivateKey(seed)
  const receiptOf = async (entry: ReceiptEntry, isFew: boolean) => {
    const text = formatReceipt({ origin: at.origin, ...entry })
    const message = toUtf8(text)
    const signature = isFew ? sign(null, message, key) : await signed(message, key)
    return formatNote({ text, signatures: [{ name, keyId, signature }] })
  }
  return async (entries) => {
    const isFew = entries.length <= signedHereMax
    const receipts: string[][] = []
    for (let from = 0; from < entries.length; from += signedAtOnceMax) {
      const some = entries.slice(from, from + signedAtOnceMax)
      receipts.push(await Promise.all(some.map((entry) => receiptOf(entry, isFew))))
    }
    return receipts.flat()
  }
}

function signed(message: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(null, message, key, (error, signature) => {
      if (error === null) resolve(signature)
      else reject(error)
    })
  })
}
