import { leafHash } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { wholeRoot } from '../../log/verify/whole-tree.ts'

/** A log as a year pack brings it: every entry in order, and the note that is signed over them. */
export interface WholeLog {
  readonly entries: readonly string[]
  readonly checkpoint: string
}

/** The log that a file brings; null where it brings none, or no checkpoint over it. */
export function wholeLogOf({
  entries = null,
  checkpoint = null,
}: {
  readonly entries?: readonly string[] | null
  readonly checkpoint?: string | null
}): WholeLog | null {
  return entries === null || checkpoint === null ? null : { entries, checkpoint }
}

/** The trees of a log, from the first entry to the last that a key has signed. */
export interface SignedTrees {
  readonly size: number
  /** Root of the tree of the first entries; null beyond the last. */
  rootAt(size: number): Uint8Array | null
}

/**
 * The trees that a key answers for: it signed a checkpoint, and the entries are just those under
 * it. So it answers for the earlier ones too, whichever key signed those in their time. Null where
 * another key signed, or the entries are others.
 */
export function treesUnder(
  crypto: LogCrypto,
  { entries, checkpoint: note }: WholeLog,
  { origin, key }: { readonly origin: string; readonly key: string },
): SignedTrees | null {
  const parsed = parseVerifierKey(crypto, key.trim())
  if (!parsed.ok) return null
  const believed = verifyCheckpoint(crypto, note, { origin, logKeys: [parsed.key] })
  if (!believed.ok || believed.checkpoint.size !== entries.length) return null
  const hashes = entries.map((text) => leafHash(crypto, text))
  if (!sameBytes(wholeRoot(crypto, hashes), believed.checkpoint.root)) return null
  const { length: size } = hashes
  return {
    size,
    rootAt: (first) => (first > size ? null : wholeRoot(crypto, hashes.slice(0, first))),
  }
}
