/**
 * The primitives that the log and what stands in it rest on, given as an argument so that this
 * room stays free of any platform. Implementations must be pure and must answer `false`, never
 * throw, on hostile keys and signatures.
 */
export interface LogCrypto {
  /**
   * 32 bytes, of these bytes or of those of a text in UTF-8: a text need not be written out to be
   * hashed. Lone surrogates become U+FFFD: check with `isWellFormed` before.
   */
  sha256(message: Uint8Array | string): Uint8Array
  /** 32 bytes. */
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array
  /** So many bytes of the extendable output of SHAKE256 (FIPS 202). */
  shake256(bytes: Uint8Array, length: number): Uint8Array
  /** RFC 8032 Ed25519; `false` for keys that are not 32 bytes or signatures that are not 64. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  /**
   * ECDSA over P-256 and SHA-256 (ES256). The key is an uncompressed point of 65 bytes, the
   * signature `r || s` of 64; `false` for anything else.
   */
  verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/** Holds an Ed25519 key it never shows: in memory for tests, in another process for a server. */
export interface LogSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** 64 bytes over exactly `message`. */
  sign(message: Uint8Array): Uint8Array
}
