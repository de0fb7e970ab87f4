import { hashFromBase64 } from './base64.ts'
import { isInstantText } from './calendar-text.ts'
import { isOrigin } from './checkpoint.ts'
import type { LogCrypto } from './log-crypto.ts'
import { noteVerifier } from './note-verifier.ts'
import { openNote, parseNote } from './signed-note.ts'
import { parseTreeNumber } from './tree-arithmetic.ts'
import type { VerifierKey } from './verifier-key.ts'

/**
 * What the key of a log says of a checkpoint besides its note: when it was made, and after which
 * one. A checkpoint that is taken away or dated anew breaks the chain that seals make.
 */
export interface CheckpointSeal {
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** UTC, `2025-03-01T08:00:00.000Z`. */
  readonly madeAt: string
  /** Size of the checkpoint before; 0 when there was none. */
  readonly before: number
  /** Size of the first checkpoint of this chain: nothing before it is held by it. */
  readonly since: number
}

/**
 * `row`: of one checkpoint, kept beside it. `newest`: of the last one signed, kept beside the keys,
 * where whoever holds the database alone does not reach.
 */
export type SealUse = 'row' | 'newest'

// Neither is the origin of a log, so that no seal can be taken for a checkpoint.
const headers: Readonly<Record<SealUse, string>> = {
  row: 'taizhang checkpoint seal v1',
  newest: 'taizhang newest checkpoint v1',
}

/** The text that the log key signs as a note. */
export function formatSeal(use: SealUse, seal: CheckpointSeal): string {
  const { origin, size, root, madeAt, before, since } = seal
  if (!isOrigin(origin)) throw new TypeError('not an origin')
  if (hashFromBase64(root) === null) throw new TypeError('not a root')
  if (!isInstantText(madeAt)) throw new TypeError('not a UTC moment with milliseconds')
  return `${headers[use]}\n${origin}\n${size}\n${root}\n${madeAt}\n${before}\n${since}\n`
}

/** What a signed seal says, its signature unchecked; null for what is none of this use. */
export function readSeal(use: SealUse, note: string): CheckpointSeal | null {
  const parsed = parseNote(note)
  return parsed.ok ? parseSeal(use, parsed.note.text) : null
}

/** What a seal says that one of these keys signed for this log; null for any other text. */
export function openSeal(
  crypto: LogCrypto,
  use: SealUse,
  note: string,
  expected: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): CheckpointSeal | null {
  const verifiers = expected.keys.map((key) => noteVerifier(crypto, key))
  const opened = openNote(note, verifiers)
  const seal = opened.ok ? parseSeal(use, opened.note.text) : null
  return seal?.origin === expected.origin ? seal : null
}

function parseSeal(use: SealUse, text: string): CheckpointSeal | null {
  const [first, origin = '', sizeText = '', root = '', madeAt = '', ...rest] = text.split('\n')
  const [beforeText = '', sinceText = '', last] = rest
  if (first !== headers[use] || rest.length !== 3 || last !== '') return null
  const [size, before, since] = [sizeText, beforeText, sinceText].map(parseTreeNumber)
  if (size == null || before == null || since == null) return null
  if (!isOrigin(origin) || hashFromBase64(root) === null || !isInstantText(madeAt)) return null
  return { origin, size, root, madeAt, before, since }
}
