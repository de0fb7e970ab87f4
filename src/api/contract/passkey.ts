import { z } from 'zod'
import { day } from './basic.ts'
import type { ViewOf } from './basic.ts'

/** Standard base64 with padding, at most so many characters. */
const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
const password = z.string().max(1024)

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

/** POST /api/v1/drafts/{id}/signing: what the authenticator is asked to sign. */
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
