import { core } from '../../ledger/core/core-registers.ts'
/** Algorithms of the keys that are taken, by the names of JOSE: ECDSA over P-256, and Ed25519. */
export const passkeyAlgorithms = ['ES256', 'EdDSA'] as const

/** See `passkeyAlgorithms`. */
export type PasskeyAlgorithm = (typeof passkeyAlgorithms)[number]

/** The register that holds the public keys of a unit's staff. */
export const passkeyRegister = core.passkey.id

/** A public key as its record says it. */
export interface PasskeyKey {
  readonly algorithm: PasskeyAlgorithm
  /** Base64: an uncompressed point of 65 bytes (ES256) or 32 bytes (EdDSA). */
  readonly publicKey: string
  /** The name of the server that the key was made for (WebAuthn: RP id). */
  readonly rpId: string
}

/** What an authenticator answers when it signs (WebAuthn §7.2), each part base64. */
export interface Assertion {
  readonly authenticatorData: string
  /** The bytes of `clientDataJSON`. */
  readonly clientData: string
  /** ES256: DER; EdDSA: 64 bytes. */
  readonly signature: string
}

/** The key of these values; null where they are none. */
export function passkeyKeyOf(
  said: {
    readonly [Field in keyof typeof core.passkey.fields]?: unknown
  },
): PasskeyKey | null {
  const { algorithm, publicKey, rpId } = said
  const known = passkeyAlgorithms.find((one) => one === algorithm)
  if (known === undefined || typeof publicKey !== 'string' || typeof rpId !== 'string') return null
  return { algorithm: known, publicKey, rpId }
}

/** An assertion as the one text that the entry of a signature holds. */
export function assertionText(assertion: Assertion): string {
  const { authenticatorData, clientData, signature } = assertion
  return [authenticatorData, clientData, signature].join('.')
}

/** Takes that text apart; null where it does not have three parts. */
export function parseAssertion(text: string): Assertion | null {
  const [authenticatorData, clientData, signature, ...rest] = text.split('.')
  if (!authenticatorData || !clientData || !signature || rest.length > 0) return null
  return { authenticatorData, clientData, signature }
}
