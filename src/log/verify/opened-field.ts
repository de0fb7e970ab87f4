import { fromBase64 } from '../base64.ts'
import { NotCanonical } from '../canonical-json.ts'
import type { LogCrypto } from '../log-crypto.ts'
import type { SaltedField } from '../payload-leaf.ts'
import { fieldHash } from '../payload-leaf.ts'

/** Whether a stranger wrote a field with salt and place in the tree; its value may be any. */
export function isPlacedField(value: unknown): value is SaltedField & { readonly index: number } {
  return (
    isObject(value) &&
    typeof value['path'] === 'string' &&
    typeof value['salt'] === 'string' &&
    typeof value['index'] === 'number'
  )
}

/** Whether a text is the salt of a field: 32 bytes, base64. */
export function isSalt(text: string): boolean {
  return fromBase64(text)?.length === 32
}

/** The leaf of an opened field; null where its value has no canonical form. */
export function openedHash(crypto: LogCrypto, field: SaltedField): Uint8Array | null {
  try {
    return fieldHash(crypto, field)
  } catch (error) {
    if (error instanceof NotCanonical) return null
    throw error
  }
}

/** Whether a stranger wrote an object, or a list. */
export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null
}
