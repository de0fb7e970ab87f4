import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as node from '../../src/adapters/crypto/node-crypto.ts'
import { toBase64 } from '../../src/log/base64.ts'
import * as web from '../../src/web/crypto.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('server and browser hash alike', () => {
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      const { nodeCrypto } = node
      const { webCrypto } = web
      expect(toBase64(webCrypto.sha256(message))).toBe(toBase64(nodeCrypto.sha256(message)))
      expect(toBase64(webCrypto.hmacSha256(key, message))).toBe(
        toBase64(nodeCrypto.hmacSha256(key, message)),
      )
      const text = Buffer.from(message).toString('utf16le')
      expect(toBase64(webCrypto.sha256(text))).toBe(toBase64(nodeCrypto.sha256(text)))
      // As many salts as fields, also across the blocks of the sponge.
      const length = 32 * (1 + (key.length % 40))
      expect(toBase64(webCrypto.shake256(message, length))).toBe(
        toBase64(nodeCrypto.shake256(message, length)),
      )
    }),
  )
})

test('server and browser judge each signature alike, whoever made it', () => {
  fc.assert(
    fc.property(seeds, bytes, fc.nat(63), fc.nat(255), (seed, message, at, mask) => {
      const one = node.ed25519Signer(seed)
      const signature = one.sign(message)
      expect(toBase64(ed25519.sign(message, seed))).toBe(toBase64(signature))
      const changed = Uint8Array.from(signature)
      changed[at] = (changed[at] ?? 0) ^ mask
      const verdict = node.nodeCrypto.verifyEd25519(one.publicKey, message, changed)
      expect(verdict).toBe(mask === 0)
      expect(web.webCrypto.verifyEd25519(one.publicKey, message, changed)).toBe(verdict)
    }),
    { numRuns: 30 },
  )
})

// Points of small order and encodings that are not canonical: a signature of zeros "verifies"
// under some of them where a library follows ZIP 215 or checks nothing.
const oddKeys = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]

test.each(oddKeys)('the odd key %s is refused', (hex) => {
  const key = Uint8Array.from(Buffer.from(hex, 'hex'))
  for (const first of [0, 1]) {
    const signature = new Uint8Array(64)
    signature[0] = first
    for (const message of [new Uint8Array(0), Uint8Array.of(7), new Uint8Array(64)]) {
      expect(web.webCrypto.verifyEd25519(key, message, signature)).toBe(false)
      expect(node.nodeCrypto.verifyEd25519(key, message, signature)).toBe(false)
    }
  }
})

test('a key with a part of small order is judged alike, whatever it signs', () => {
  const { Point } = ed25519
  const order = Point.Fn.ORDER
  const little = (bytes: Uint8Array) =>
    bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const torsion = Point.fromHex(oddKeys[6] ?? '')
  const secret = 123456789n
  const publicKey = Point.BASE.multiply(secret).add(torsion).toBytes()
  const verdicts = Array.from({ length: 40 }, (_, at) => {
    const message = Uint8Array.of(at)
    const nonce = BigInt(at + 2)
    const pointR = Point.BASE.multiply(nonce).toBytes()
    const digest = sha512(Uint8Array.from([...pointR, ...publicKey, ...message]))
    const scalarS = Point.Fn.create(nonce + little(digest) * secret)
    expect(scalarS).toBeLessThan(order)
    const tail = Array.from({ length: 32 }, (__, byte) =>
      Number((scalarS >> BigInt(byte * 8)) & 255n),
    )
    const signature = Uint8Array.from([...pointR, ...tail])
    const verdict = node.nodeCrypto.verifyEd25519(publicKey, message, signature)
    expect(web.webCrypto.verifyEd25519(publicKey, message, signature)).toBe(verdict)
    return verdict
  })
  // About one in eight holds without the cofactor; all would with it.
  expect(new Set(verdicts)).toEqual(new Set([true, false]))
})

test('hostile input gives false in the browser too', () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, (one, two, three) => {
      return !web.webCrypto.verifyEd25519(one, two, three)
    }),
  )
})

// RFC 6979 A.2.5, P-256 with SHA-256, message "sample". Its `s` is the higher of the two, which
// authenticators give as often as the lower.
const p256 = {
  key:
    '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
    '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  signature:
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
    'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
}

test('server and browser judge a signature over P-256 alike, and every change of it', () => {
  const read = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
  const [key, signature, message] = [read(p256.key), read(p256.signature), Buffer.from('sample')]
  for (const { verifyP256 } of [node.nodeCrypto, web.webCrypto]) {
    expect(verifyP256(key, message, signature)).toBe(true)
    expect(verifyP256(key, Buffer.from('simple'), signature)).toBe(false)
    for (const odd of [new Uint8Array(64), new Uint8Array(64).fill(255), signature.subarray(1)]) {
      expect(verifyP256(key, message, odd)).toBe(false)
    }
    for (let at = 0; at < key.length; at += 1) {
      const other = key.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect(verifyP256(other, message, signature)).toBe(false)
    }
    for (let at = 0; at < signature.length; at += 1) {
      const other = signature.slice()
      other[at] = (other[at] ?? 0) ^ 128
      expect(verifyP256(key, message, other)).toBe(false)
    }
    expect(verifyP256(new Uint8Array(65), message, signature)).toBe(false)
    expect(verifyP256(key.subarray(0, 33), message, signature)).toBe(false)
  }
})
