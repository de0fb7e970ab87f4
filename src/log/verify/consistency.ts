import type { LogCrypto } from '../log-crypto.ts'
import { areHashes, merkleNode, sameBytes } from '../merkle-hash.ts'
import { half, isOdd, isPowerOfTwo, isTreeSize } from '../tree-arithmetic.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'

/** A claim that the newer tree is the older one with leaves added at its end. */
export interface ConsistencyClaim {
  readonly older: { readonly size: number; readonly root: Uint8Array }
  readonly newer: { readonly size: number; readonly root: Uint8Array }
  readonly proof: readonly Uint8Array[]
}

/** Why a consistency proof is refused. */
export type ConsistencyReason =
  | 'consistency.size'
  | 'consistency.hash-length'
  | 'consistency.proof-length'
  | 'consistency.older-root'
  | 'consistency.newer-root'

const proofHashesMax = 64

/**
 * Checks a consistency proof by the loop of RFC 9162 section 2.1.4.2. An older tree of size 0
 * proves nothing and is refused: whoever remembers no tree must say so elsewhere.
 */
export function verifyConsistency(
  crypto: LogCrypto,
  { older, newer, proof }: ConsistencyClaim,
): Verdict<object, ConsistencyReason> {
  if (!isTreeSize(older.size) || !isTreeSize(newer.size)) return refused('consistency.size')
  if (older.size < 1 || older.size > newer.size) return refused('consistency.size')
  if (!areHashes([older.root, newer.root, ...proof.slice(0, proofHashesMax)])) {
    return refused('consistency.hash-length')
  }
  if (older.size === newer.size) {
    if (proof.length > 0) return refused('consistency.proof-length')
    return sameBytes(older.root, newer.root) ? { ok: true } : refused('consistency.newer-root')
  }
  if (proof.length === 0 || proof.length > proofHashesMax) {
    return refused('consistency.proof-length')
  }
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  if (first === undefined) return refused('consistency.proof-length')
  const roots = foldRoots(crypto, { sizes: { older: older.size, newer: newer.size }, first, rest })
  if (roots === null) return refused('consistency.proof-length')
  if (!sameBytes(roots.older, older.root)) return refused('consistency.older-root')
  return sameBytes(roots.newer, newer.root) ? { ok: true } : refused('consistency.newer-root')
}

interface Fold {
  readonly sizes: { readonly older: number; readonly newer: number }
  readonly first: Uint8Array
  readonly rest: readonly Uint8Array[]
}

// Names fn, sn, fr, sr are those of the RFC.
function foldRoots(
  crypto: LogCrypto,
  { sizes, first, rest }: Fold,
): { older: Uint8Array; newer: Uint8Array } | null {
  let fn = sizes.older - 1
  let sn = sizes.newer - 1
  while (isOdd(fn)) {
    fn = half(fn)
    sn = half(sn)
  }
  let fr = first
  let sr = first
  for (const hash of rest) {
    if (sn === 0) return null
    if (isOdd(fn) || fn === sn) {
      fr = merkleNode(crypto, { left: hash, right: fr })
      sr = merkleNode(crypto, { left: hash, right: sr })
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      sr = merkleNode(crypto, { left: sr, right: hash })
    }
    fn = half(fn)
    sn = half(sn)
  }
  return sn === 0 ? { older: fr, newer: sr } : null
}
