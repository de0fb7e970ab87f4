const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const characters = Uint8Array.from(alphabet, (one) => one.charCodeAt(0))
const padding = 0x3d
// A text put together of pieces is dearer, both to make and to collect.
const decoder = new TextDecoder()

const sixBits = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value += 1) sixBits[alphabet.charCodeAt(value)] = value

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let at = 0, to = 0; at < bytes.length; at += 3, to += 4) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text[to] = characters[group >> 18] ?? 0
    text[to + 1] = characters[(group >> 12) & 63] ?? 0
    text[to + 2] = characters[(group >> 6) & 63] ?? 0
    text[to + 3] = characters[group & 63] ?? 0
  }
  if (bytes.length % 3 > 0) text.fill(padding, (bytes.length % 3) - 3)
  return decoder.decode(text)
}

/**
 * Reads standard base64, or null. Strict: padding is required, nothing outside the alphabet, and
 * the unused bits are zero, so that no two texts stand for the same bytes.
 */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padded = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padded)
  let group = 0
  let bits = 0
  let to = 0
  for (let at = 0; at < text.length - padded; at += 1) {
    const value = sixBits[text.charCodeAt(at)] ?? -1
    if (value < 0) return null
    group = ((group << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[to] = (group >> bits) & 255
      to += 1
    }
  }
  return (group & ((1 << bits) - 1)) === 0 ? bytes : null
}

/** Reads the base64 of a SHA-256 hash: exactly 32 bytes, or null. */
export function hashFromBase64(text: string): Uint8Array | null {
  if (text.length !== 44) return null
  const bytes = fromBase64(text)
  return bytes?.length === 32 ? bytes : null
}

/** Hashes as a stranger wrote them; one that is none becomes empty, which no verifier accepts. */
export function hashesFromBase64(texts: readonly string[]): Uint8Array[] {
  return texts.map((text) => hashFromBase64(text) ?? new Uint8Array(0))
}
