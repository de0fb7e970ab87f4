import { fromBase64, toBase64 } from '../../log/base64.ts'
import { toHex } from '../../log/hex.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import type { Verdict } from '../../log/verdict.ts'
import { refused } from '../../log/verdict.ts'
import { readDerSignature } from './der-signature.ts'
import type { Assertion, PasskeyKey } from './passkey.ts'

/** Why an assertion is not a signature of this key over this challenge. */
export type AssertionReason =
  | 'passkey.form'
  | 'passkey.type'
  | 'passkey.challenge'
  | 'passkey.origin'
  | 'passkey.rp-id'
  | 'passkey.presence'
  | 'passkey.verification'
  | 'passkey.signature'

const hashBytes = 32
/** RP id hash, flags, counter; what may follow are extensions, which are never asked for. */
const headBytes = hashBytes + 1 + 4
const bytesMax = 4096
const userPresent = 0x01
const userVerified = 0x04

/**
 * Checks an assertion by WebAuthn §7.2 as far as it concerns a signature: made for this challenge,
 * on a page of the server that the key was made for, by somebody whom the authenticator verified.
 * Gives the origin of that page.
 */
export function checkAssertion(
  crypto: LogCrypto,
  given: {
    readonly assertion: Assertion
    readonly key: PasskeyKey
    readonly challenge: Uint8Array
  },
): Verdict<{ origin: string }, AssertionReason> {
  const { assertion, key, challenge } = given
  const data = fromBase64(assertion.authenticatorData)
  const client = fromBase64(assertion.clientData)
  const signature = fromBase64(assertion.signature)
  if (!data || !client || !signature) return refused('passkey.form')
  if (data.length < headBytes || data.length > bytesMax || client.length > bytesMax) {
    return refused('passkey.form')
  }
  const said = readClientData(client)
  if (said === null) return refused('passkey.form')
  if (said.type !== 'webauthn.get') return refused('passkey.type')
  if (said.challenge !== toBase64Url(challenge)) return refused('passkey.challenge')
  if (said.crossOrigin || !isOriginOf(key.rpId, said.origin)) return refused('passkey.origin')
  const rpIdHash = data.subarray(0, hashBytes)
  if (!sameBytes(rpIdHash, crypto.sha256(key.rpId))) return refused('passkey.rp-id')
  const flags = data[hashBytes] ?? 0
  if ((flags & userPresent) === 0) return refused('passkey.presence')
  if ((flags & userVerified) === 0) return refused('passkey.verification')
  const message = new Uint8Array(data.length + hashBytes)
  message.set(data)
  message.set(crypto.sha256(client), data.length)
  if (!isSignedBy(crypto, key, { message, signature })) return refused('passkey.signature')
  return { ok: true, origin: said.origin }
}

function isSignedBy(
  crypto: LogCrypto,
  { algorithm, publicKey }: PasskeyKey,
  { message, signature }: { readonly message: Uint8Array; readonly signature: Uint8Array },
): boolean {
  const point = fromBase64(publicKey)
  if (point === null) return false
  switch (algorithm) {
    case 'EdDSA':
      return crypto.verifyEd25519(point, message, signature)
    case 'ES256': {
      const raw = readDerSignature(signature)
      return raw !== null && crypto.verifyP256(point, message, raw)
    }
  }
}

interface ClientData {
  readonly type: string
  readonly challenge: string
  readonly origin: string
  readonly crossOrigin: boolean
}

function readClientData(bytes: Uint8Array): ClientData | null {
  const text = fromUtf8(bytes)
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { type, challenge, origin, crossOrigin } = value as { readonly [key: string]: unknown }
    if (typeof type !== 'string' || typeof challenge !== 'string') return null
    if (typeof origin !== 'string') return null
    return { type, challenge, origin, crossOrigin: crossOrigin === true }
  } catch {
    return null
  }
}

/** Browsers give a key only to pages of its own name, or below it, and over an encrypted way. */
function isOriginOf(rpId: string, origin: string): boolean {
  const found = /^(https?):\/\/([a-z0-9.-]+)(?::\d{1,5})?$/.exec(origin)
  const [, scheme, host] = found ?? []
  if (host === undefined || (scheme === 'http' && host !== 'localhost')) return false
  return host === rpId || host.endsWith(`.${rpId}`)
}

/** Base64 for addresses, without padding (RFC 4648 section 5), as WebAuthn writes challenges. */
function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The fingerprint that people compare: the first 16 hex digits of the key's SHA-256, in fours. */
export function passkeyFingerprint(crypto: LogCrypto, { publicKey }: PasskeyKey): string {
  const hash = crypto.sha256(fromBase64(publicKey) ?? new Uint8Array(0)).subarray(0, 8)
  return toHex(hash)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ')
}
