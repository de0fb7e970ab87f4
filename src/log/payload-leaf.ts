import { toBase64 } from './base64.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Json } from './canonical-json.ts'
import type { LogCrypto } from './log-crypto.ts'
import { merkleLeafOfText } from './merkle-hash.ts'
import { passingUtf8 } from './utf8.ts'

/** A payload leaf with what makes it guessable to nobody else: enough to hash it again. */
export interface SaltedField {
  readonly path: string
  readonly value: Json
  /** 32 bytes, base64. */
  readonly salt: string
}

/** Salt of a path: HMAC-SHA256 under the entry's secret, so that one salt gives away no other. */
export function fieldSalt(crypto: LogCrypto, secret: Uint8Array, path: string): string {
  return toBase64(crypto.hmacSha256(secret, passingUtf8(path)))
}

/**
 * Leaf of the payload tree: `SHA256(0x00 || canonicalJson([path, value, salt]))`.
 * Throws `NotCanonical` for a value that has no canonical form.
 */
export function fieldHash(crypto: LogCrypto, { path, value, salt }: SaltedField): Uint8Array {
  return merkleLeafOfText(crypto, canonicalJson([path, value, salt]))
}
