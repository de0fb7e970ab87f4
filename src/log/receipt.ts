import { hashFromBase64, toBase64 } from './base64.ts'
import { isInstantText } from './calendar-text.ts'
import { isOrigin } from './checkpoint.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** The promise given with every accepted write: this leaf stands at this index of this log. */
export interface Receipt {
  readonly origin: string
  readonly index: number
  /** 32 bytes. */
  readonly leafHash: Uint8Array
  /** UTC, `2025-03-01T08:00:00.000Z`. */
  readonly recordedAt: string
}

/** Why a text is not that of a receipt. */
export type ReceiptTextReason =
  | 'receipt.form'
  | 'receipt.version'
  | 'receipt.origin'
  | 'receipt.index'
  | 'receipt.leaf-hash'
  | 'receipt.root'
  | 'receipt.path'
  | 'receipt.recorded-at'

const header = 'taizhang receipt v1'

/** The version that a receipt says it is of; null where it is no receipt. */
export function receiptVersion(text: string): number | null {
  const version = /^taizhang receipt v([0-9]+)\n/.exec(text)?.[1]
  return version === undefined ? null : parseTreeNumber(version)
}

/** The text that the receipt key signs as a note: version 1. */
export function formatReceipt({ origin, index, leafHash, recordedAt }: Receipt): string {
  if (!isOrigin(origin)) throw new TypeError('not an origin')
  if (parseTreeNumber(String(index)) === null) throw new RangeError('not an index')
  if (leafHash.length !== 32) throw new RangeError('a leaf hash has 32 bytes')
  if (!isInstantText(recordedAt)) throw new TypeError('not a UTC moment with milliseconds')
  return `${header}\n${origin}\n${index}\n${toBase64(leafHash)}\n${recordedAt}\n`
}

/** Reads what `formatReceipt` writes, and nothing else. */
export function parseReceipt(text: string): Verdict<{ receipt: Receipt }, ReceiptTextReason> {
  const [first, origin = '', indexText = '', hashText = '', recordedAt = '', ...rest] =
    text.split('\n')
  if (first !== header || rest.length !== 1 || rest[0] !== '') return refused('receipt.form')
  if (!isOrigin(origin)) return refused('receipt.origin')
  const index = parseTreeNumber(indexText)
  if (index === null) return refused('receipt.index')
  const leafHash = hashFromBase64(hashText)
  if (leafHash === null) return refused('receipt.leaf-hash')
  if (!isInstantText(recordedAt)) return refused('receipt.recorded-at')
  return { ok: true, receipt: { origin, index, leafHash, recordedAt } }
}
