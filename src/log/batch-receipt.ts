import { hashFromBase64, toBase64 } from './base64.ts'
import { isInstantText } from './calendar-text.ts'
import { isOrigin } from './checkpoint.ts'
import type { ReceiptTextReason } from './receipt.ts'
import { receiptVersion } from './receipt.ts'
import { isTreeSize, parseTreeNumber } from './tree-arithmetic.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** What is promised of entries that follow one another, under one signature. */
export interface Batch {
  readonly origin: string
  /** Index of its first entry. */
  readonly first: number
  /** How many entries. */
  readonly size: number
  /** RFC 6962 root over the leaf hashes of just these entries. */
  readonly root: Uint8Array
  /** UTC, `2025-03-01T08:00:00.000Z`: the moment of all of them. */
  readonly recordedAt: string
}

/** Where an entry stands in its batch. */
export interface BatchPlace {
  /** In the log. */
  readonly index: number
  /** 32 bytes. */
  readonly leafHash: Uint8Array
  /** Hashes from the leaf to the root of the batch, the sibling of the leaf first. */
  readonly path: readonly Uint8Array[]
}

/** First line of a batch, and of a receipt of version 2. */
const header = 'taizhang receipt v2'
/** Levels above the leaves of a batch at most. */
const pathHashesMax = 53

/** The text that the receipt key signs as a note, once for all entries of a batch. */
export function formatBatch({ origin, first, size, root, recordedAt }: Batch): string {
  if (!isOrigin(origin)) throw new TypeError('not an origin')
  if (!isSpan(first, size)) throw new RangeError('not a span of entries')
  if (root.length !== 32) throw new RangeError('a root has 32 bytes')
  if (!isInstantText(recordedAt)) throw new TypeError('not a UTC moment with milliseconds')
  return `${header}\n${origin}\n${first}\n${size}\n${toBase64(root)}\n${recordedAt}\n`
}

/** Reads what `formatBatch` writes, and nothing else. */
export function parseBatch(text: string): Verdict<{ batch: Batch }, ReceiptTextReason> {
  const [
    line,
    origin = '',
    firstText = '',
    sizeText = '',
    rootText = '',
    recordedAt = '',
    ...rest
  ] = text.split('\n')
  if (line !== header || rest.length !== 1 || rest[0] !== '') return refused('receipt.form')
  if (!isOrigin(origin)) return refused('receipt.origin')
  const first = parseTreeNumber(firstText)
  const size = parseTreeNumber(sizeText)
  if (first === null || size === null || !isSpan(first, size)) return refused('receipt.index')
  const root = hashFromBase64(rootText)
  if (root === null) return refused('receipt.root')
  if (!isInstantText(recordedAt)) return refused('receipt.recorded-at')
  return { ok: true, batch: { origin, first, size, root, recordedAt } }
}

/**
 * The receipt of one entry of a batch: the signed note, a blank line, and the entry's place. The
 * note comes first, so that a verifier of version 1 alone finds fault with the form of the
 * signature lines, and calls no signature false. Takes the path as base64, as it is written.
 */
export function formatBatchReceipt(
  note: string,
  { index, leafHash, path }: { index: number; leafHash: string; path: readonly string[] },
): string {
  return `${note}\n${[index, leafHash, ...path].join('\n')}\n`
}

/** Takes a receipt of version 2 apart; nothing of it is believed yet. */
export function parseBatchReceipt(
  text: string,
): Verdict<{ note: string; place: BatchPlace }, ReceiptTextReason> {
  const blank = text.lastIndexOf('\n\n')
  if (blank < 0 || !text.endsWith('\n')) return refused('receipt.form')
  const [indexText = '', hashText = '', ...lines] = text.slice(blank + 2, -1).split('\n')
  const index = parseTreeNumber(indexText)
  if (index === null) return refused('receipt.index')
  const leafHash = hashFromBase64(hashText)
  if (leafHash === null) return refused('receipt.leaf-hash')
  if (lines.length > pathHashesMax) return refused('receipt.path')
  const path: Uint8Array[] = []
  for (const line of lines) {
    const hash = hashFromBase64(line)
    if (hash === null) return refused('receipt.path')
    path.push(hash)
  }
  return { ok: true, note: text.slice(0, blank + 1), place: { index, leafHash, path } }
}

/** The signed note in a receipt of any version; '' where it has none. */
export function noteOfReceipt(text: string): string {
  if (receiptVersion(text) !== 2) return text
  const parsed = parseBatchReceipt(text)
  return parsed.ok ? parsed.note : ''
}

function isSpan(first: number, size: number): boolean {
  return isTreeSize(first) && size > 0 && isTreeSize(first + size)
}
