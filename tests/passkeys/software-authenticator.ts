import type { KeyObject } from 'node:crypto'
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto'

/** Where a page stands that asks an authenticator. */
export interface AskedFrom {
  readonly rpId: string
  readonly origin: string
}

/** What an authenticator may be told to do wrong. */
export interface Odd {
  /** Flags beside those of a sound answer: user present 1, user verified 4. */
  readonly flags?: number
  readonly type?: string
  readonly crossOrigin?: boolean
  readonly fmt?: string
}

const present = 0x01
const verified = 0x04
const attested = 0x40

/** Fixed keys (RFC 6979 A.2.5 for P-256, RFC 8032 §7.1 test 2), so that tests know them. */
const fixed = {
  ES256: {
    kty: 'EC',
    crv: 'P-256',
    d: 'ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE',
    x: 'YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y',
    y: 'eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk',
  },
  EdDSA: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs',
    x: 'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw',
  },
} as const

/** An authenticator in software, which answers as browsers hand it on (base64). */
export class SoftwareAuthenticator {
  readonly algorithm: 'ES256' | 'EdDSA'
  readonly #key: KeyObject
  /** Base64. */
  readonly credential: string

  constructor(given: { algorithm?: 'ES256' | 'EdDSA'; key?: 'fresh' | 'known' } = {}) {
    this.algorithm = given.algorithm ?? 'ES256'
    this.#key =
      given.key === 'known'
        ? createPrivateKey({ key: fixed[this.algorithm], format: 'jwk' })
        : freshKey(this.algorithm)
    this.credential = randomBytes(24).toString('base64')
  }

  /** Base64, as the log holds it. */
  get publicKey(): string {
    const { x = '', y } = createPublicKey(this.#key).export({ format: 'jwk' })
    const wide = Buffer.from(x, 'base64url')
    if (y === undefined) return wide.toString('base64')
    return Buffer.concat([Uint8Array.of(4), wide, Buffer.from(y, 'base64url')]).toString('base64')
  }

  /** `navigator.credentials.create` with attestation none. */
  create(challenge: string, from: AskedFrom, odd: Odd = {}) {
    const id = Buffer.from(this.credential, 'base64')
    const data = Buffer.concat([
      authenticatorHead(from, (odd.flags ?? present | verified) | attested),
      Buffer.alloc(16),
      Uint8Array.of(id.length >> 8, id.length & 255),
      id,
      this.#cose(),
    ])
    const attestationObject = Buffer.concat([
      Uint8Array.of(0xa3),
      text('fmt'),
      text(odd.fmt ?? 'none'),
      text('attStmt'),
      Uint8Array.of(0xa0),
      text('authData'),
      bytes(data),
    ])
    return {
      attestationObject: attestationObject.toString('base64'),
      clientData: clientData({ type: 'webauthn.create', challenge, ...odd }, from),
    }
  }

  /** `navigator.credentials.get`; `challenge` in base64. */
  get(challenge: string, from: AskedFrom, odd: Odd = {}) {
    const data = authenticatorHead(from, odd.flags ?? present | verified)
    const client = clientData({ type: 'webauthn.get', challenge, ...odd }, from)
    const message = Buffer.concat([data, sha256(Buffer.from(client, 'base64'))])
    const digest = this.algorithm === 'ES256' ? 'sha256' : null
    return {
      credential: this.credential,
      authenticatorData: data.toString('base64'),
      clientData: client,
      signature: sign(digest, message, this.#key).toString('base64'),
    }
  }

  #cose(): Buffer {
    const { x = '', y } = createPublicKey(this.#key).export({ format: 'jwk' })
    const wide = bytes(Buffer.from(x, 'base64url'))
    // Map of 1: key type, 3: algorithm, -1: curve, -2: x, -3: y.
    return y === undefined
      ? Buffer.concat([Uint8Array.of(0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21), wide])
      : Buffer.concat([
          Uint8Array.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21),
          wide,
          Uint8Array.of(0x22),
          bytes(Buffer.from(y, 'base64url')),
        ])
  }
}

function freshKey(algorithm: 'ES256' | 'EdDSA'): KeyObject {
  return algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('ed25519').privateKey
}

function authenticatorHead({ rpId }: AskedFrom, flags: number): Buffer {
  return Buffer.concat([sha256(Buffer.from(rpId)), Uint8Array.of(flags), Buffer.alloc(4)])
}

function clientData(
  { type, challenge, crossOrigin = false }: Odd & { challenge: string },
  { origin }: AskedFrom,
): string {
  const said = { type, challenge: Buffer.from(challenge, 'base64').toString('base64url'), origin }
  return Buffer.from(JSON.stringify({ ...said, crossOrigin })).toString('base64')
}

function sha256(of: Uint8Array): Buffer {
  return createHash('sha256').update(of).digest()
}

/** CBOR: a text below 24 bytes. */
function text(of: string): Buffer {
  return Buffer.concat([Uint8Array.of(0x60 + of.length), Buffer.from(of)])
}

/** CBOR: a byte string below 64 KiB. */
function bytes(of: Uint8Array): Buffer {
  const head =
    of.length < 24
      ? [0x40 + of.length]
      : of.length < 256
        ? [0x58, of.length]
        : [0x59, of.length >> 8, of.length & 255]
  return Buffer.concat([Uint8Array.from(head), of])
}
