import { createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import type {
  MadePasskey,
  NewPasskey,
  PasskeyCeremonies,
  PasskeyPlace,
} from '../../app/ports/passkey-ports.ts'
import { isSoundEd25519Key } from '../../log/ed25519-key.ts'
import type { Inside } from './inside.ts'
import { secretHash } from './secret.ts'

const challengeBytes = 32
const challengeMinutes = 10

/** COSE names of the algorithms that are taken: EdDSA and ES256. */
const algorithmIds = [-8, -7]

/** Making passkeys, with challenges in the table for things that expire. */
export function passkeyCeremonies({ pool }: Pick<Inside, 'pool'>): PasskeyCeremonies {
  return {
    challenge: async (account) => {
      const challenge = randomBytes(challengeBytes).toString('base64')
      await pool.query(
        `delete from auth.verification where identifier = $1 or "expiresAt" < now()`,
        [nameOf(account)],
      )
      await pool.query(
        `insert into auth.verification (id, identifier, value, "expiresAt")
         values ($1, $2, $3, now() + $4::int * interval '1 minute')`,
        [randomUUID(), nameOf(account), kept(challenge), challengeMinutes],
      )
      return challenge
    },
    useChallenge: async ({ account, challenge }) => {
      const done = await pool.query(
        `delete from auth.verification
         where identifier = $1 and value = $2 and "expiresAt" > now()`,
        [nameOf(account), kept(challenge)],
      )
      return done.rowCount === 1
    },
    readNew,
  }
}

function nameOf(account: string): string {
  return `passkey:${account}`
}

function kept(challenge: string): string {
  return secretHash(challenge).toString('base64')
}

async function readNew(made: MadePasskey, place: PasskeyPlace): Promise<NewPasskey | null> {
  // Loaded when somebody registers a key, not whenever a command starts.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { decodeAttestationObject, isoBase64URL } = await import('@simplewebauthn/server/helpers')
  try {
    const object = isoBase64URL.toBuffer(urlSafe(made.attestationObject))
    const decoded = decodeAttestationObject(object)
    // No statement of a maker was asked for. One that came all the same is not followed: the
    // library would fetch lists of revoked certificates, and this server asks nobody.
    if (decoded.get('fmt') !== 'none') return null
    const found = await verifyRegistrationResponse({
      response: await responseOf(made, decoded.get('authData')),
      expectedChallenge: urlSafe(made.challenge),
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithmIds,
    })
    if (!found.verified) return null
    const { id, publicKey } = found.registrationInfo.credential
    const key = await keyOf(publicKey)
    return key && { credential: Buffer.from(id, 'base64url').toString('base64'), ...key }
  } catch (error) {
    // The library answers whatever a stranger sent with a plain Error, or one of its decoders.
    if (error instanceof Error) return null
    throw error
  }
}

async function responseOf(made: MadePasskey, authData: Uint8Array<ArrayBuffer>) {
  const { parseAuthenticatorData } = await import('@simplewebauthn/server/helpers')
  const { credentialID = new Uint8Array(0) } = parseAuthenticatorData(authData)
  const id = Buffer.from(credentialID).toString('base64url')
  return {
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      attestationObject: urlSafe(made.attestationObject),
      clientDataJSON: urlSafe(made.clientData),
    },
  }
}

/** The key in the form that the log holds; null where it is none that can be used. */
async function keyOf(
  cose: Uint8Array<ArrayBuffer>,
): Promise<{ algorithm: NewPasskey['algorithm']; publicKey: string } | null> {
  const { cose: names, decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers')
  const key = decodeCredentialPublicKey(cose)
  const algorithm = key.get(names.COSEKEYS.alg)
  if (algorithm === -7 && names.isCOSEPublicKeyEC2(key)) {
    const [x, y] = [key.get(names.COSEKEYS.x), key.get(names.COSEKEYS.y)]
    if (x?.length !== 32 || y?.length !== 32 || key.get(names.COSEKEYS.crv) !== 1) return null
    refuseOffCurve(x, y)
    return {
      algorithm: 'ES256',
      publicKey: Buffer.concat([Uint8Array.of(4), x, y]).toString('base64'),
    }
  }
  if (algorithm === -8 && names.isCOSEPublicKeyOKP(key)) {
    const x = key.get(names.COSEKEYS.x)
    if (x?.length !== 32 || key.get(names.COSEKEYS.crv) !== 6 || !isSoundEd25519Key(x)) return null
    return { algorithm: 'EdDSA', publicKey: Buffer.from(x).toString('base64') }
  }
  return null
}

// Importing throws where the point does not lie on the curve.
function refuseOffCurve(x: Uint8Array, y: Uint8Array): void {
  const [wide, high] = [x, y].map((part) => Buffer.from(part).toString('base64url'))
  createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: wide ?? '', y: high ?? '' },
    format: 'jwk',
  })
}

function urlSafe(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url')
}
