import type { LogCrypto } from '../log-crypto.ts'
import { emptyRoot, merkleNode } from '../merkle-hash.ts'
import { splitPoint } from '../tree-arithmetic.ts'

/**
 * Root of the tree over these leaf hashes, straight from the definition of RFC 6962 section 2.1
 * and apart from the code that writes trees.
 */
export function wholeRoot(crypto: LogCrypto, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot(crypto)
  return spanRoot(crypto, hashes, { start: 0, size: hashes.length })
}

function spanRoot(
  crypto: LogCrypto,
  hashes: readonly Uint8Array[],
  { start, size }: { start: number; size: number },
): Uint8Array {
  const only = hashes[start]
  if (size === 1 && only) return only
  const split = splitPoint(size)
  return merkleNode(crypto, {
    left: spanRoot(crypto, hashes, { start, size: split }),
    right: spanRoot(crypto, hashes, { start: start + split, size: size - split }),
  })
}
