import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ed25519Signer, nodeCrypto } from './node-crypto.ts'

test('hashes are those of createHash and createHmac', () => {
  const bytes = fc.uint8Array({ maxLength: 2000, size: 'max' })
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      const plain = createHash('sha256').update(message).digest()
      expect(Buffer.from(nodeCrypto.sha256(message))).toEqual(plain)
      const keyed = createHmac('sha256', key).update(message).digest()
      expect(Buffer.from(nodeCrypto.hmacSha256(key, message))).toEqual(keyed)
    }),
  )
})

test('the hash of a text is that of its bytes, whatever its width', () => {
  const plain = (text: string) =>
    createHash('sha256').update(new TextEncoder().encode(text)).digest()
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '会', '𠮷', '\0', '\ud800', '\udc00') })
  const long = fc.tuple(fc.constantFrom('a', '会', '𠮷'), fc.nat({ max: 40_000 }))
  const any = fc.oneof(
    text,
    long.map(([one, count]) => one.repeat(count)),
  )
  fc.assert(fc.property(any, (one) => plain(one).equals(nodeCrypto.sha256(one))))
})

// RFC 8032 section 7.1, test 2.
const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex')
const known =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
  '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'

test('signs and verifies the known value, and no change of it', () => {
  const signer = ed25519Signer(seed)
  const message = Uint8Array.of(0x72)
  const signature = signer.sign(message)
  expect(Buffer.from(signature).toString('hex')).toBe(known)
  const holds = (key: Uint8Array, text: Uint8Array, blob: Uint8Array) =>
    nodeCrypto.verifyEd25519(key, text, blob)
  expect(holds(signer.publicKey, message, signature)).toBe(true)
  expect(holds(signer.publicKey, Uint8Array.of(0x73), signature)).toBe(false)
  expect(holds(signer.publicKey, message, signature.subarray(1))).toBe(false)
  expect(holds(signer.publicKey.subarray(1), message, signature)).toBe(false)
  expect(holds(new Uint8Array(32).fill(255), message, signature)).toBe(false)
  expect(() => ed25519Signer(new Uint8Array(31))).toThrow(RangeError)
})

test('hostile keys and signatures give false, never an error', () => {
  const any = fc.uint8Array({ maxLength: 70 })
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const signature = fc.uint8Array({ minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(
      fc.oneof(any, key),
      any,
      fc.oneof(any, signature),
      (one, two, three) => !nodeCrypto.verifyEd25519(one, two, three),
    ),
  )
})
