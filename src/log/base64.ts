const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

// Two characters at a time: hashes are encoded on the path of every write.
const pairs: readonly string[] = Array.from(
  { length: 4096 },
  (_, twelveBits) => alphabet.charAt(twelveBits >> 6) + alphabet.charAt(twelveBits & 63),
)

const sixBits = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value += 1) sixBits[alphabet.charCodeAt(value)] = value

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 3)
  let text = ''
  for (let at = 0; at < whole; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += (pairs[group >> 12] ?? '') + (pairs[group & 4095] ?? '')
  }
  if (bytes.length - whole === 1) {
    text += `${pairs[(bytes[whole] ?? 0) << 4] ?? ''}==`
  } else if (bytes.length - whole === 2) {
    const group = ((bytes[whole] ?? 0) << 8) | (bytes[whole + 1] ?? 0)
    text += `${pairs[group >> 4] ?? ''}${alphabet.charAt((group & 15) << 2)}=`
  }
  return text
}

/**
 * Reads standard base64, or null. Strict: padding is required, nothing outside the alphabet, and
 * the unused bits are zero, so that no two texts stand for the same bytes.
 */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let group = 0
  let bits = 0
  let to = 0
  for (let at = 0; at < text.length - padding; at += 1) {
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
