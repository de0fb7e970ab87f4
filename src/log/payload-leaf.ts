import type { Json } from './canonical-json.ts'
import { canonicalJson } from './canonical-json.ts'
import type { LogCrypto } from './log-crypto.ts'
import { merkleLeaf } from './merkle-hash.ts'

/** A payload leaf with what makes it guessable to nobody else: enough to hash it again. */
export interface SaltedField {
  readonly path: string
  readonly value: Json
  /** 32 bytes, base64. */
  readonly salt: string
}

/**
 * Leaf of the payload tree: `SHA256(0x00 || canonicalJson([path, value, salt]))`.
 * Throws `NotCanonical` for a value that has no canonical form.
 */
export function fieldHash(crypto: LogCrypto, { path, value, salt }: SaltedField): Uint8Array {
  return merkleLeaf(crypto, canonicalJson([path, value, salt]))
}
