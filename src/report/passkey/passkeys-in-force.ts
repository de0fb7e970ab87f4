import { actorParts } from '../../ledger/core/actor.ts'
import type { Leaf } from '../../log/leaf.ts'
import { passkeyRegister } from './passkey.ts'

/**
 * Log indexes of the entries that made the passkeys of a person, of those that nobody has removed
 * or erased since, in order. From leaves alone, so that a verifier finds what the signer had.
 */
export function passkeysInForce(
  entries: Iterable<{ readonly index: number; readonly leaf: Leaf }>,
  person: string,
): number[] {
  const made = new Map<string, number>()
  for (const { index, leaf } of entries) {
    const { register, record, kind, actor } = leaf
    if (register !== passkeyRegister || record === null) continue
    if (kind !== 'create') made.delete(record)
    else if (actorParts(actor).hand === person) made.set(record, index)
  }
  return [...made.values()]
}
