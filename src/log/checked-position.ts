import { hashFromBase64, toBase64 } from './base64.ts'
import { isInstantText } from './calendar-text.ts'
import { isOrigin } from './checkpoint.ts'
import type { CompactRange } from './compact-range.ts'
import { decodeRange, encodeRange } from './compact-range.ts'
import { hashBytes } from './merkle-hash.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'

/**
 * That a log was checked up to a position and nothing stored was found to differ from it. Signed by
 * the key of the log, and kept outside the database; a later check may go on from there.
 */
export interface CheckedPosition {
  readonly origin: string
  /** Of the entries that were checked. */
  readonly range: CompactRange
  /** Moment of the newest of them, UTC ISO. */
  readonly recordedAt: string
  /** When the check ended, UTC ISO. */
  readonly checkedAt: string
  /** When all of them were checked in one go the last time, UTC ISO. */
  readonly wholeAt: string
}

const header = 'taizhang checked position v1'

/** The text that the log key signs as a note. No checkpoint begins so. */
export function formatCheckedPosition(given: CheckedPosition): string {
  const { origin, range, recordedAt, checkedAt, wholeAt } = given
  if (!isOrigin(origin)) throw new TypeError('not an origin')
  for (const moment of [recordedAt, checkedAt, wholeAt]) {
    if (!isInstantText(moment)) throw new TypeError('not a UTC moment with milliseconds')
  }
  if (decodeRange(range.size, encodeRange(range)) === null) throw new TypeError('not a range')
  const hashes = range.hashes.map((hash) => `${toBase64(hash)}\n`)
  return `${header}\n${origin}\n${range.size}\n${recordedAt}\n${checkedAt}\n${wholeAt}\n${hashes.join('')}`
}

/** Reads what `formatCheckedPosition` writes; null for any other text. Nothing is believed yet. */
export function parseCheckedPosition(text: string): CheckedPosition | null {
  const [first, origin = '', sizeText = '', ...rest] = text.split('\n')
  const [recordedAt = '', checkedAt = '', wholeAt = '', ...lines] = rest
  if (first !== header || lines.pop() !== '' || !isOrigin(origin)) return null
  if (![recordedAt, checkedAt, wholeAt].every(isInstantText)) return null
  const size = parseTreeNumber(sizeText)
  const bytes = new Uint8Array(lines.length * hashBytes)
  for (const [at, line] of lines.entries()) {
    const hash = hashFromBase64(line)
    if (hash === null) return null
    bytes.set(hash, at * hashBytes)
  }
  const range = size === null ? null : decodeRange(size, bytes)
  return range === null ? null : { origin, range, recordedAt, checkedAt, wholeAt }
}
