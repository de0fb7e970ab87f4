import type { PasskeyAlgorithm } from '../../report/passkey/passkey.ts'
import type { AccountId } from './account-ports.ts'

/** Where a page stands, as far as passkeys are bound to it. */
export interface PasskeyPlace {
  /** The name of the server, which a key is made for (WebAuthn: RP id); never digits. */
  readonly rpId: string
  /** Scheme, name and port of the page. */
  readonly origin: string
}

/** What a browser answers when a key was made; base64. */
export interface MadePasskey {
  readonly attestationObject: string
  /** The bytes of `clientDataJSON`. */
  readonly clientData: string
  /** What the key was made for, as it was given out. */
  readonly challenge: string
}

/** A new key, read and found sound. */
export interface NewPasskey {
  /** Base64. */
  readonly credential: string
  readonly algorithm: PasskeyAlgorithm
  /** Base64, in the form that `PasskeyKey` names. */
  readonly publicKey: string
}

/** Making passkeys: challenges that work once, and reading what an authenticator answers. */
export interface PasskeyCeremonies {
  /** A new challenge (base64) for an account, good for some minutes; the one before ends. */
  challenge(account: AccountId): Promise<string>
  /** Uses it up; false where it is not the account's, was used, or has expired. */
  useChallenge(used: { readonly account: AccountId; readonly challenge: string }): Promise<boolean>
  /**
   * The key that was made for this challenge on a page of this place, by an authenticator that
   * verified whoever held it; null for any other answer.
   */
  readNew(made: MadePasskey, place: PasskeyPlace): Promise<NewPasskey | null>
}
