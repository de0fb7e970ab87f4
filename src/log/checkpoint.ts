import { hashFromBase64, toBase64 } from './base64.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'
import { isWellFormed, toUtf8 } from './utf8.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** The head of a log at one size (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which log; also the name of its key. */
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/** Why a text is not that of a checkpoint. */
export type CheckpointReason =
  | 'checkpoint.form'
  | 'checkpoint.origin'
  | 'checkpoint.size'
  | 'checkpoint.root'

/** Bytes of an origin at most: cosignatures count them in one byte. */
const originBytesMax = 255

/** The text that is signed, its last newline included. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin)) throw new TypeError('not an origin')
  if (parseTreeNumber(String(size)) === null) throw new RangeError('not a tree size')
  if (root.length !== 32) throw new RangeError('a root has 32 bytes')
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Reads the text of a checkpoint; extension lines are allowed and given back, not used. */
export function parseCheckpoint(
  text: string,
): Verdict<{ checkpoint: Checkpoint; extensions: string[] }, CheckpointReason> {
  const lines = text.split('\n')
  const [origin = '', sizeText = '', rootText = '', ...rest] = lines
  const extensions = rest.slice(0, -1)
  if (rest.at(-1) !== '' || extensions.includes('')) return refused('checkpoint.form')
  if (!isOrigin(origin)) return refused('checkpoint.origin')
  const size = parseTreeNumber(sizeText)
  if (size === null) return refused('checkpoint.size')
  const root = hashFromBase64(rootText)
  if (root === null) return refused('checkpoint.root')
  return { ok: true, checkpoint: { origin, size, root }, extensions }
}

/** Whether a text can be the origin of a log. */
export function isOrigin(origin: string): boolean {
  return (
    origin !== '' &&
    isWellFormed(origin) &&
    !/\p{Cc}/u.test(origin) &&
    toUtf8(origin).length <= originBytesMax
  )
}
