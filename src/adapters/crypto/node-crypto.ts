import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import { isSoundEd25519Key } from '../../log/ed25519-key.ts'
import type { LogCrypto, LogSigner } from '../../log/log-crypto.ts'

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const p256SpkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
const blockBytes = 64
const hashBytes = 32
const importedKeysMax = 256

/** The log's primitives from node:crypto. */
export const nodeCrypto: LogCrypto = {
  sha256,
  hmacSha256,
  shake256: (bytes, length) =>
    createHash('shake256', { outputLength: length }).update(bytes).digest(),
  verifyEd25519,
  verifyP256,
}

/** A signer from the 32-byte seed of an Ed25519 key (RFC 8032). */
export function ed25519Signer(seed: Uint8Array): LogSigner {
  const privateKey = ed25519PrivateKey(seed)
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  }
}

/**
 * The key of a 32-byte seed, whose public half is worked out. Not as JWK: Node 20 reads one in a
 * tenth of the time (32 against 321 µs), but Node 24 takes none without its right public half, and
 * reads this in 26 µs.
 */
export function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes')
  const key = Buffer.concat([pkcs8Prefix, seed])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

// One-shot hashing to a Latin-1 string and back is 2.7 times as fast as to a Buffer on Node 20
// (322 against 864 ns for 65 bytes): no Buffer is made outside the heap of V8.
// A text is hashed as it is: to encode it before took another third.
function sha256(message: Uint8Array | string): Uint8Array {
  const out = new Uint8Array(hashBytes)
  digestInto(out, { at: 0, message })
  return out
}

function digestInto(
  target: Uint8Array,
  { at, message }: { readonly at: number; readonly message: Uint8Array | string },
): void {
  const digest = hash('sha256', message, 'binary')
  for (let byte = 0; byte < hashBytes; byte += 1) target[at + byte] = digest.charCodeAt(byte)
}

const innerRoom = new Uint8Array(blockBytes + 1024)
const outerRoom = new Uint8Array(blockBytes + hashBytes)

// RFC 2104 over the same one-shot hash: three times as fast as createHmac for short messages.
// The rooms are wiped, so that no secret of an entry outlives its erasure here.
function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const block = key.length > blockBytes ? sha256(key) : key
  const length = blockBytes + bytes.length
  const room = length <= innerRoom.length ? innerRoom : new Uint8Array(length)
  for (let at = 0; at < blockBytes; at += 1) {
    const byte = block[at] ?? 0
    room[at] = 0x36 ^ byte
    outerRoom[at] = 0x5c ^ byte
  }
  room.set(bytes, blockBytes)
  digestInto(outerRoom, { at: blockBytes, message: room.subarray(0, length) })
  const out = sha256(outerRoom)
  room.fill(0, 0, blockBytes)
  outerRoom.fill(0)
  return out
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isSoundEd25519Key(publicKey) || signature.length !== 64) return false
  const key = importedKey(spkiPrefix, publicKey)
  return key !== null && verify(null, message, key, signature)
}

function verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 65 || publicKey[0] !== 4 || signature.length !== 64) return false
  const key = importedKey(p256SpkiPrefix, publicKey)
  return key !== null && verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

// A verifier meets the same few keys again and again; importing one costs more than a check.
const importedKeys = new Map<string, KeyObject>()

function importedKey(prefix: Buffer, publicKey: Uint8Array): KeyObject | null {
  const name = Buffer.from(publicKey).toString('latin1')
  const known = importedKeys.get(name)
  if (known !== undefined) return known
  try {
    const der = Buffer.concat([prefix, publicKey])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    if (importedKeys.size >= importedKeysMax) importedKeys.clear()
    importedKeys.set(name, key)
    return key
  } catch {
    return null
  }
}
