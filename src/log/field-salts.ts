import { toBase64 } from './base64.ts'
import type { LogCrypto } from './log-crypto.ts'
import { toUtf8 } from './utf8.ts'

/** Bytes of a salt. */
const saltBytes = 32

/**
 * How the salts of a payload follow from its secret: `hmac` is HMAC-SHA256 of each path, in entries
 * of older versions; `shake256` cuts one SHAKE256 output into 32 bytes a field, in the order of the
 * paths. Under both, some salts give away no other, and none gives away the secret.
 */
export type SaltScheme = 'hmac' | 'shake256'

/** What the salts of a payload follow from. Whoever erases a field has to forget it. */
export interface SaltSource {
  readonly secret: Uint8Array
  readonly salts: SaltScheme
}

/** The salts (base64) of fields that are sorted by path, all of a payload. */
export function fieldSalts(
  crypto: LogCrypto,
  { secret, salts }: SaltSource,
  fields: readonly { readonly path: string }[],
): string[] {
  switch (salts) {
    case 'hmac':
      return fields.map(({ path }) => toBase64(crypto.hmacSha256(secret, toUtf8(path))))
    case 'shake256': {
      const output = crypto.shake256(secret, fields.length * saltBytes)
      return fields.map((_, at) => toBase64(output.subarray(at * saltBytes, (at + 1) * saltBytes)))
    }
  }
}
