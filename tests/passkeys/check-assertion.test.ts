import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { toBase64 } from '../../src/log/base64.ts'
import { checkAssertion, passkeyFingerprint } from '../../src/report/passkey/check-assertion.ts'
import { readDerSignature } from '../../src/report/passkey/der-signature.ts'
import type { Assertion, PasskeyKey } from '../../src/report/passkey/passkey.ts'
import { assertionText, parseAssertion } from '../../src/report/passkey/passkey.ts'
import { signingChallenge } from '../../src/report/passkey/signing-challenge.ts'
import { webCrypto } from '../../src/web/crypto.ts'
import type { AskedFrom, Odd } from './software-authenticator.ts'
import { SoftwareAuthenticator } from './software-authenticator.ts'

const unit: AskedFrom = { rpId: 'taizhang.example', origin: 'https://taizhang.example' }
const challenge = signingChallenge(toBase64(nodeCrypto.sha256(new Uint8Array(3))))

function verdict(assertion: Assertion, key: PasskeyKey, of = challenge) {
  const given = { assertion, key, challenge: of }
  const [one, other] = [nodeCrypto, webCrypto].map((crypto) => checkAssertion(crypto, given))
  expect(other).toEqual(one)
  return one?.ok === true ? 'ok' : one?.reason
}

function keyOf({ algorithm, publicKey }: SoftwareAuthenticator): PasskeyKey {
  return { algorithm, publicKey, rpId: unit.rpId }
}

describe.each(['ES256', 'EdDSA'] as const)(
  'an assertion by %s',
  { timeout: 60_000 },
  (algorithm) => {
    const device = new SoftwareAuthenticator({ algorithm, key: 'known' })
    const key = keyOf(device)
    const given = (odd: Odd & Partial<AskedFrom> = {}) => {
      const { rpId, origin } = { ...unit, ...odd }
      return device.get(toBase64(challenge), { rpId, origin }, odd)
    }

    it('holds for its own key and challenge', () => {
      expect(verdict(given(), key)).toBe('ok')
      expect(verdict(given({ flags: 0x1d }), key)).toBe('ok')
      const port = { rpId: 'localhost', origin: 'http://localhost:5280' }
      expect(verdict(given(port), { ...key, rpId: 'localhost' })).toBe('ok')
      expect(verdict(given({ origin: 'https://a.taizhang.example' }), key)).toBe('ok')
    })

    it('does not hold for another challenge, key, place or act', () => {
      expect(verdict(given(), key, signingChallenge('x'))).toBe('passkey.challenge')
      const other = keyOf(new SoftwareAuthenticator({ algorithm }))
      expect(verdict(given(), other)).toBe('passkey.signature')
      expect(verdict(given({ type: 'webauthn.create' }), key)).toBe('passkey.type')
      expect(verdict(given({ crossOrigin: true }), key)).toBe('passkey.origin')
      expect(verdict(given({ rpId: 'other.example' }), key)).toBe('passkey.rp-id')
      for (const origin of [
        'https://other.example',
        'https://eviltaizhang.example',
        'http://taizhang.example',
        'https://taizhang.example.evil',
        'https://taizhang.example/',
        'null',
        '',
      ]) {
        expect(verdict(given({ origin }), key)).toBe('passkey.origin')
      }
    })

    it('asks that somebody was there, and was verified', () => {
      expect(verdict(given({ flags: 4 }), key)).toBe('passkey.presence')
      expect(verdict(given({ flags: 1 }), key)).toBe('passkey.verification')
    })

    it('does not hold when a byte of it is changed', () => {
      const sound = given()
      for (const part of ['authenticatorData', 'clientData', 'signature'] as const) {
        const bytes = Buffer.from(sound[part], 'base64')
        for (let at = 0; at < bytes.length; at += 1) {
          const flipped = Buffer.from(bytes)
          flipped[at] = (flipped[at] ?? 0) ^ 1
          expect(verdict({ ...sound, [part]: flipped.toString('base64') }, key)).not.toBe('ok')
        }
      }
    })
  },
)

test('hostile assertions are refused, never an error', () => {
  const key = keyOf(new SoftwareAuthenticator({ key: 'known' }))
  const part = fc.oneof(
    fc.base64String({ maxLength: 200 }),
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64')),
  )
  fc.assert(
    fc.property(part, part, part, (authenticatorData, clientData, signature) => {
      expect(verdict({ authenticatorData, clientData, signature }, key)).not.toBe('ok')
    }),
    { seed: 7 },
  )
})

test('a signature in DER has one form', () => {
  const hex = (text: string) => readDerSignature(Uint8Array.from(Buffer.from(text, 'hex')))
  const raw = hex('3006020101020102')
  expect(raw && Buffer.from(raw).toString('hex')).toBe(
    `${'01'.padStart(64, '0')}${'02'.padStart(64, '0')}`,
  )
  for (const odd of [
    '',
    '30',
    '3000',
    '3006020101',
    '300702010102010200',
    '3006020101020180',
    '300702020001020102',
    '3006020001020102',
    '3006020100020101ff',
    '308106020101020102',
    `3027020101022200${'01'.repeat(33)}`,
  ]) {
    expect(hex(odd)).toBeNull()
  }
  expect(hex(`3026020101022100${'81'.repeat(32)}`)).not.toBeNull()
})

test('an assertion goes into one text and comes out the same', () => {
  const assertion = { authenticatorData: 'AA==', clientData: 'BB+/', signature: 'CC==' }
  expect(parseAssertion(assertionText(assertion))).toEqual(assertion)
  for (const odd of ['', 'a', 'a.b', 'a..c', '.b.c', 'a.b.c.d']) {
    expect(parseAssertion(odd)).toBeNull()
  }
})

test('the fingerprint begins the SHA-256 of the key', () => {
  const key = keyOf(new SoftwareAuthenticator({ algorithm: 'EdDSA', key: 'known' }))
  expect(passkeyFingerprint(nodeCrypto, key)).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){3}$/)
})
