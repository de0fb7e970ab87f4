/** GET /api/v1/mine/passkeys: the caller's own, and whether one can be made at this address. */
export interface PasskeysView {
  /** The name that a key made here would be for; null where browsers offer none. */
  readonly here: string | null
  readonly keys: readonly {
    readonly record: string
    readonly version: number
    readonly name: string
    readonly rpId: string
    readonly registeredOn: string
    /** Begins the SHA-256 of the public key; a verifier says the same. */
    readonly fingerprint: string
  }[]
}

/** POST /api/v1/mine/passkeys/options: what the browser needs; base64. */
export interface PasskeyOptions {
  readonly challenge: string
  readonly rpId: string
  readonly person: string
  readonly known: readonly string[]
}

/** POST /api/v1/drafts/{id}/signing: what the authenticator is asked to sign. */
export interface SigningView {
  readonly digest: string
  readonly rpId: string
  readonly credentials: readonly string[]
}
