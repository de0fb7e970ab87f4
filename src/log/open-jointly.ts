import { toBase64 } from './base64.ts'
import type { JointOpening } from './joint-opening.ts'
import type { LogCrypto } from './log-crypto.ts'
import { merkleNode } from './merkle-hash.ts'
import type { Payload } from './payload-tree.ts'
import { saltPayload } from './payload-tree.ts'
import { splitPoint } from './tree-arithmetic.ts'

/**
 * Opens the fields of these paths and no other. Paths that the payload does not have, or that
 * were erased, are left out: whoever asks sees which came back.
 */
export function openJointly(
  crypto: LogCrypto,
  payload: Payload,
  paths: ReadonlySet<string>,
): JointOpening {
  const { cells, hashes: leaves } = saltPayload(crypto, payload)
  const fields = cells.flatMap((cell, index) =>
    paths.has(cell.path) && !('hash' in cell) ? [{ ...cell, index }] : [],
  )
  const hashes: string[] = []
  collect(crypto, { leaves, opened: new Set(fields.map(({ index }) => index)), hashes })
  return { size: leaves.length, fields, hashes }
}

interface Collecting {
  readonly leaves: readonly Uint8Array[]
  readonly opened: ReadonlySet<number>
  readonly hashes: string[]
}

function collect(crypto: LogCrypto, { leaves, opened, hashes }: Collecting): void {
  const visit = (start: number, size: number): void => {
    if (size === 0) return
    if (!hasAny(opened, { start, size })) {
      hashes.push(toBase64(spanRoot(crypto, leaves, { start, size })))
    } else if (size > 1) {
      const left = splitPoint(size)
      visit(start, left)
      visit(start + left, size - left)
    }
  }
  visit(0, leaves.length)
}

function hasAny(opened: ReadonlySet<number>, { start, size }: Span): boolean {
  for (const index of opened) if (index >= start && index < start + size) return true
  return false
}

interface Span {
  readonly start: number
  readonly size: number
}

function spanRoot(
  crypto: LogCrypto,
  leaves: readonly Uint8Array[],
  { start, size }: Span,
): Uint8Array {
  if (size === 1) return leaves[start] as Uint8Array
  const split = splitPoint(size)
  return merkleNode(crypto, {
    left: spanRoot(crypto, leaves, { start, size: split }),
    right: spanRoot(crypto, leaves, { start: start + split, size: size - split }),
  })
}
