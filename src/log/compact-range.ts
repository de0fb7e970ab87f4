import type { LogCrypto } from './log-crypto.ts'
import { emptyRoot, hashBytes, merkleNode } from './merkle-hash.ts'
import { half, isOdd, isTreeSize } from './tree-arithmetic.ts'

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first. One hash for each
 * bit set in `size`, so that the head row of a log holds at most 53.
 */
export interface CompactRange {
  readonly size: number
  readonly hashes: readonly Uint8Array[]
}

/** A perfect subtree: `index` counts the subtrees of 2^`level` leaves from the left. */
export interface TreeNode {
  readonly level: number
  readonly index: number
  readonly hash: Uint8Array
}

/** The range of the empty tree. */
export const emptyRange: CompactRange = { size: 0, hashes: [] }

/**
 * The range with one more leaf. `onNode` is told every perfect subtree that this leaf completes,
 * itself first (level 0), which is what a store of tiles has to keep.
 */
export function appendLeafHash(
  crypto: LogCrypto,
  range: CompactRange,
  leafHash: Uint8Array,
  onNode?: (node: TreeNode) => void,
): CompactRange {
  const hashes = range.hashes.slice()
  let hash = leafHash
  let index = range.size
  onNode?.({ level: 0, index, hash })
  for (let level = 1; isOdd(index); level += 1) {
    const left = hashes.pop()
    if (left === undefined) throw new Error('a compact range lacks a hash for its size')
    hash = merkleNode(crypto, { left, right: hash })
    index = half(index)
    onNode?.({ level, index, hash })
  }
  hashes.push(hash)
  return { size: range.size + 1, hashes }
}

/** Root of the tree whose right edge this is. */
export function rangeRoot(crypto: LogCrypto, range: CompactRange): Uint8Array {
  const [last, ...rest] = range.hashes.toReversed()
  if (last === undefined) return emptyRoot(crypto)
  return rest.reduce((right, left) => merkleNode(crypto, { left, right }), last)
}

/** The hashes one after another, as a head row stores them. */
export function encodeRange(range: CompactRange): Uint8Array {
  const bytes = new Uint8Array(range.hashes.length * hashBytes)
  range.hashes.forEach((hash, at) => {
    bytes.set(hash, at * hashBytes)
  })
  return bytes
}

/** Reads what `encodeRange` wrote; null when the bytes cannot be the edge of a tree of `size`. */
export function decodeRange(size: number, bytes: Uint8Array): CompactRange | null {
  if (!isTreeSize(size) || bytes.length !== bitsSet(size) * hashBytes) return null
  const hashes: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += hashBytes) {
    hashes.push(Uint8Array.from(bytes.subarray(at, at + hashBytes)))
  }
  return { size, hashes }
}

function bitsSet(value: number): number {
  let count = 0
  for (let rest = value; rest > 0; rest = half(rest)) if (isOdd(rest)) count += 1
  return count
}
