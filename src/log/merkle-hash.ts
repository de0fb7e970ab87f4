import type { LogCrypto } from './log-crypto.ts'

/** Bytes of a SHA-256 hash. */
export const hashBytes = 32

/** Root of the empty tree (RFC 6962 section 2.1). */
export function emptyRoot(crypto: LogCrypto): Uint8Array {
  return crypto.sha256(new Uint8Array(0))
}

/** Hash of a leaf, as bytes or as a text in UTF-8: `SHA256(0x00 || entry)`. */
export function merkleLeaf(crypto: LogCrypto, entry: Uint8Array | string): Uint8Array {
  if (typeof entry === 'string') return crypto.sha256(`\0${entry}`)
  const prefixed = new Uint8Array(entry.length + 1)
  prefixed.set(entry, 1)
  return crypto.sha256(prefixed)
}

// Hashing is synchronous and keeps nothing, so one buffer serves every node.
const joined = new Uint8Array(1 + hashBytes * 2)
joined[0] = 1

/** Hash of an inner node: `SHA256(0x01 || left || right)`. */
export function merkleNode(
  crypto: LogCrypto,
  { left, right }: { left: Uint8Array; right: Uint8Array },
): Uint8Array {
  if (left.length !== hashBytes || right.length !== hashBytes) {
    throw new RangeError('a node is made of two hashes')
  }
  joined.set(left, 1)
  joined.set(right, 1 + hashBytes)
  return crypto.sha256(joined)
}

/** Byte equality. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}

/** Whether every value is a hash by its length: proofs from strangers may hold anything. */
export function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === hashBytes)
}
