import { hashFromBase64, toBase64 } from './base64.ts'
import { isInstantText } from './calendar-text.ts'
import { isOrigin } from './checkpoint.ts'

/** What the key of a log says of a parcel: from which log to which, when, and what is in it. */
export interface ParcelNote {
  readonly from: string
  readonly to: string
  /** UTC, `2025-03-01T08:00:00.000Z`. */
  readonly madeAt: string
  /** SHA-256 of the contents, 32 bytes. */
  readonly digest: Uint8Array
}

// No origin of a log has a space in it: nobody can take this text for that of a checkpoint.
const header = 'taizhang parcel v1'

/** The text that the key of the log signs as a note. */
export function formatParcelNote({ from, to, madeAt, digest }: ParcelNote): string {
  if (!isOrigin(from) || !isOrigin(to)) throw new TypeError('not an origin')
  if (!isInstantText(madeAt)) throw new TypeError('not a UTC moment with milliseconds')
  if (digest.length !== 32) throw new RangeError('a digest has 32 bytes')
  return `${header}\n${from}\n${to}\n${madeAt}\n${toBase64(digest)}\n`
}

/** Reads what `formatParcelNote` writes, and nothing else. */
export function parseParcelNote(text: string): ParcelNote | null {
  const [first, from = '', to = '', madeAt = '', hash = '', ...rest] = text.split('\n')
  if (first !== header || rest.length !== 1 || rest[0] !== '') return null
  const digest = hashFromBase64(hash)
  if (!isOrigin(from) || !isOrigin(to) || !isInstantText(madeAt) || digest === null) return null
  return { from, to, madeAt, digest }
}
