import { z } from 'zod'
import { day } from './basic-schemas.ts'
import type { PasskeyOptions, PasskeysView, SigningView } from './passkey-views.ts'

/** Standard base64 with padding, at most so many characters. */
const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
const password = z.string().max(1024)

export const passkeysView: z.ZodType<PasskeysView> = z.strictObject({
  here: z.string().nullable(),
  keys: z.array(
    z.strictObject({
      record: z.string(),
      version: z.int(),
      name: z.string(),
      rpId: z.string(),
      registeredOn: day,
      fingerprint: z.string(),
    }),
  ),
})

export const passkeyOptions: z.ZodType<PasskeyOptions> = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  person: z.string(),
  known: z.array(z.string()),
})

export const signingView: z.ZodType<SigningView> = z.strictObject({
  digest,
  rpId: z.string(),
  credentials: z.array(z.string()),
})

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
