import type { LogCrypto } from './log-crypto.ts'
import { emptyRoot, merkleNode } from './merkle-hash.ts'
import { half, isOdd, isPowerOfTwo, isTreeSize, splitPoint } from './tree-arithmetic.ts'

/**
 * Gives the hash of a perfect subtree: the leaves from `index * 2^level`, 2^level of them.
 * Only subtrees that lie wholly inside the tree are asked for, so that tiles can answer.
 */
export type HashReader = (level: number, index: number) => Uint8Array

/** A perfect subtree by its place. */
export interface NodePlace {
  readonly level: number
  readonly index: number
}

interface Span {
  readonly start: number
  readonly size: number
}

/** Root of a tree given all its leaf hashes (RFC 6962 section 2.1). */
export function rootOfLeaves(crypto: LogCrypto, leafHashes: readonly Uint8Array[]): Uint8Array {
  return treeLevels(crypto, leafHashes).at(-1)?.[0] ?? emptyRoot(crypto)
}

/** All nodes of a tree from its leaves up, as `auditPath` takes them; the last is the root alone. */
export function treeLevels(
  crypto: LogCrypto,
  leafHashes: readonly Uint8Array[],
): readonly (readonly Uint8Array[])[] {
  let level: readonly Uint8Array[] = leafHashes
  const levels = [level]
  // Carrying the odd node up unchanged gives the same root as splitting at the power of two.
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at + 1 < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]]
      if (left !== undefined && right !== undefined) {
        above.push(merkleNode(crypto, { left, right }))
      }
    }
    const odd = level.length % 2 === 1 ? level.at(-1) : undefined
    if (odd !== undefined) above.push(odd)
    level = above
    levels.push(level)
  }
  return levels
}

/** Audit path of a leaf, the sibling of the leaf first, out of all nodes in whatever form. */
export function auditPath<Node>(levels: readonly (readonly Node[])[], index: number): Node[] {
  const path: Node[] = []
  let at = index
  for (const level of levels) {
    // A node that was carried up has no sibling on its level, and the root has none.
    const sibling = level[isOdd(at) ? at - 1 : at + 1]
    if (sibling !== undefined) path.push(sibling)
    at = half(at)
  }
  return path
}

/** A reader over leaf hashes in memory. */
export function readerOverLeaves(crypto: LogCrypto, leafHashes: readonly Uint8Array[]): HashReader {
  const levels: (Uint8Array | undefined)[][] = [[...leafHashes]]
  const read: HashReader = (level, index) => {
    const row = levels[level] ?? []
    levels[level] = row
    const known = row[index]
    if (known !== undefined) return known
    if (level === 0) throw new RangeError(`no leaf ${index}`)
    const left = read(level - 1, index * 2)
    const hash = merkleNode(crypto, { left, right: read(level - 1, index * 2 + 1) })
    row[index] = hash
    return hash
  }
  return read
}

/** Audit path of a leaf, from its sibling up to the root's child (RFC 6962 section 2.1.1). */
export function inclusionProof(
  crypto: LogCrypto,
  { index, size }: { index: number; size: number },
  read: HashReader,
): Uint8Array[] {
  if (!isTreeSize(size) || !isTreeSize(index) || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`)
  }
  const proof: Uint8Array[] = []
  let span: Span = { start: 0, size }
  while (span.size > 1) {
    const [left, right] = halves(span)
    const inLeft = index < right.start
    proof.push(spanHash(crypto, inLeft ? right : left, read))
    span = inLeft ? left : right
  }
  return proof.reverse()
}

/** Proof that the tree of `to` leaves extends the tree of `from` (RFC 6962 section 2.1.2). */
export function consistencyProof(
  crypto: LogCrypto,
  { from, to }: { from: number; to: number },
  read: HashReader,
): Uint8Array[] {
  if (!isTreeSize(from) || !isTreeSize(to) || from > to) {
    throw new RangeError(`no tree of ${from} inside one of ${to}`)
  }
  if (from === 0 || from === to) return []
  const proof: Uint8Array[] = []
  let span: Span = { start: 0, size: to }
  // The verifier knows the old root, so it is left out when the old tree is a whole subtree.
  let wholeIsOldRoot = true
  while (span.start + span.size !== from) {
    const [left, right] = halves(span)
    const inLeft = from <= right.start
    proof.push(spanHash(crypto, inLeft ? right : left, read))
    span = inLeft ? left : right
    if (!inLeft) wholeIsOldRoot = false
  }
  if (!wholeIsOldRoot) proof.push(spanHash(crypto, span, read))
  return proof.reverse()
}

/**
 * The subtrees that a builder above will read, so that a store can fetch them at once:
 * `nodesRead((read) => inclusionProof(crypto, at, read))`.
 */
export function nodesRead(build: (read: HashReader) => unknown): NodePlace[] {
  const places: NodePlace[] = []
  const blank = new Uint8Array(32)
  build((level, index) => {
    places.push({ level, index })
    return blank
  })
  return places
}

function halves(span: Span): [Span, Span] {
  const split = splitPoint(span.size)
  return [
    { start: span.start, size: split },
    { start: span.start + split, size: span.size - split },
  ]
}

function spanHash(crypto: LogCrypto, span: Span, read: HashReader): Uint8Array {
  if (isPowerOfTwo(span.size)) {
    return read(Math.log2(span.size), span.start / span.size)
  }
  const [left, right] = halves(span)
  return merkleNode(crypto, {
    left: spanHash(crypto, left, read),
    right: spanHash(crypto, right, read),
  })
}
