import { ed25519 } from '@noble/curves/ed25519.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { LogCrypto, LogSigner } from '../log/log-crypto.ts'

/** The log's primitives without a platform: the browser and the offline verifier. */
export const webCrypto: LogCrypto = {
  sha256: (bytes) => sha256(bytes),
  hmacSha256: (key, bytes) => hmac(sha256, key, bytes),
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    try {
      // RFC 8032 as node:crypto checks it, so that browser and server never disagree on a key.
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
}

/** A signer from the 32-byte seed of an Ed25519 key (RFC 8032). */
export function ed25519Signer(seed: Uint8Array): LogSigner {
  return {
    publicKey: ed25519.getPublicKey(seed),
    sign: (message) => ed25519.sign(message, seed),
  }
}
