import { z } from 'zod'
import { password } from './password.ts'
import { day } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** Standard base64 with padding, at most so many characters. */
const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

/** GET /api/v1/mine/passkeys: the caller's own, and whether one can be made at this address. */
export const passkeysView = z.strictObject({
  /** The name that a key made here would be for; null where browsers offer none. */
  here: z.string().nullable(),
  keys: z.array(
    z.strictObject({
      record: z.string(),
      version: z.int(),
      name: z.string(),
      rpId: z.string(),
      registeredOn: day,
      /** Begins the SHA-256 of the public key; a verifier says the same. */
      fingerprint: z.string(),
    }),
  ),
})
export type PasskeysView = ViewOf<typeof passkeysView>

/** POST /api/v1/mine/passkeys/options: what the browser needs; base64. */
export const passkeyOptions = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  person: z.string(),
  known: z.array(z.string()),
})
export type PasskeyOptions = ViewOf<typeof passkeyOptions>

/** POST …/{id}/signing of a draft, a call, a duty list: what the authenticator is asked to sign. */
export const signingView = z.strictObject({
  digest,
  rpId: z.string(),
  credentials: z.array(z.string()),
})
export type SigningView = ViewOf<typeof signingView>

/** Whoever weighs more than a record proves again who sits there. */
export const againBody = z.strictObject({ password })

export const passkeyBody = z.strictObject({
  name: z.string().trim().min(1).max(60),
  challenge: base64(100),
  attestationObject: base64(8_000),
  clientData: base64(4_000),
})

export const passkeyEndBody = z.strictObject({ version: z.int().min(1), password })

/** What an authenticator answered when it signed. */
export const passkeySignature = z.strictObject({
  digest,
  credential: base64(1_400),
  authenticatorData: base64(1_200),
  clientData: base64(2_400),
  signature: base64(120),
})

/** By what somebody signs a call, a duty list, or what became of a report. */
export const signBody = z.union([
  z.strictObject({ password }),
  z.strictObject({ passkey: passkeySignature }),
])
export type SignBody = ViewOf<typeof signBody>

/** The passkey that signed something: since when it is registered, and what people compare. */
export const signingPasskey = z.strictObject({
  registeredAt: z.string(),
  fingerprint: z.string(),
})
