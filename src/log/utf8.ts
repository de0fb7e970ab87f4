const encoder = new TextEncoder()
// `ignoreBOM` keeps a byte-order mark as a character: dropping it would change signed bytes.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const loneSurrogate = /\p{Surrogate}/u

/** The bytes of a text. Lone surrogates become U+FFFD: check with `isWellFormed` before. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text of valid UTF-8, or null. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** Whether a text has an exact UTF-8 form: no lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text)
}

/** Accepts what arrives as bytes or as text; null when it has no exact UTF-8 form. */
export function textOf(input: Uint8Array | string): string | null {
  if (typeof input !== 'string') return fromUtf8(input)
  return isWellFormed(input) ? input : null
}
