import type { LogCrypto } from '../log-crypto.ts'
import { areHashes, merkleNode, sameBytes } from '../merkle-hash.ts'
import { half, isOdd, isTreeSize } from '../tree-arithmetic.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'

/** A claim that a leaf stands at `index` in the tree of `size` leaves with this root. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Why an inclusion proof is refused. */
export type InclusionReason =
  | 'inclusion.index'
  | 'inclusion.hash-length'
  | 'inclusion.proof-length'
  | 'inclusion.root'

// 53 levels above the leaves of the largest tree.
const proofHashesMax = 64

/** Checks an audit path by the loop of RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  crypto: LogCrypto,
  { index, size, leafHash, proof, root }: InclusionClaim,
): Verdict<object, InclusionReason> {
  if (!isTreeSize(index) || !isTreeSize(size) || index >= size) return refused('inclusion.index')
  if (!areHashes([leafHash, root, ...proof.slice(0, proofHashesMax)])) {
    return refused('inclusion.hash-length')
  }
  if (proof.length > proofHashesMax) return refused('inclusion.proof-length')
  let fn = index
  let sn = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (sn === 0) return refused('inclusion.proof-length')
    if (isOdd(fn) || fn === sn) {
      hash = merkleNode(crypto, { left: sibling, right: hash })
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn)
        sn = half(sn)
      }
    } else {
      hash = merkleNode(crypto, { left: hash, right: sibling })
    }
    fn = half(fn)
    sn = half(sn)
  }
  if (sn !== 0) return refused('inclusion.proof-length')
  return sameBytes(hash, root) ? { ok: true } : refused('inclusion.root')
}
