import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { isSoundEd25519Key } from '../log/ed25519-key.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import { sameBytes } from '../log/merkle-hash.ts'
import { toUtf8 } from '../log/utf8.ts'

/** The log's primitives without a platform: the browser and the offline verifier. */
export const webCrypto: LogCrypto = {
  sha256: (message) => sha256(typeof message === 'string' ? toUtf8(message) : message),
  hmacSha256: (key, bytes) => hmac(sha256, key, bytes),
  shake256: (bytes, length) => shake256(bytes, { dkLen: length }),
  verifyEd25519,
  verifyP256,
}

const { Point } = ed25519

// RFC 8032 section 5.1.7 without the cofactor, as OpenSSL checks it. The library's own `verify`
// multiplies by the cofactor, so that the holder of a key could make a signature that the
// browser takes and the server refuses.
function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isSoundEd25519Key(publicKey) || signature.length !== 64) return false
  const pointR = signature.subarray(0, 32)
  const scalarS = littleEndian(signature.subarray(32))
  if (scalarS >= Point.Fn.ORDER) return false
  try {
    const pointA = Point.fromBytes(publicKey)
    const digest = sha512.create().update(pointR).update(publicKey).update(message).digest()
    const scalarK = Point.Fn.create(littleEndian(digest))
    const expected = Point.BASE.multiplyUnsafe(scalarS).subtract(pointA.multiplyUnsafe(scalarK))
    return sameBytes(expected.toBytes(), pointR)
  } catch {
    return false
  }
}

// Any `s` is taken, as OpenSSL takes it: authenticators do not choose the lower one.
function verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 65 || publicKey[0] !== 4 || signature.length !== 64) return false
  try {
    return p256.verify(signature, message, publicKey, { lowS: false, format: 'compact' })
  } catch {
    return false
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}
