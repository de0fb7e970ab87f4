const sequence = 0x30
const integer = 0x02
const scalarBytes = 32

/**
 * The 64 bytes `r || s` of an ECDSA signature over P-256 in DER, as authenticators give it. Null
 * for any other bytes: one signature has one encoding here, so that none of its bytes is idle.
 */
export function readDerSignature(der: Uint8Array): Uint8Array | null {
  if (der[0] !== sequence || der[1] !== der.length - 2 || der.length > 72) return null
  const first = readInteger(der, 2)
  const second = first && readInteger(der, first.next)
  if (!first || !second || second.next !== der.length) return null
  const raw = new Uint8Array(2 * scalarBytes)
  raw.set(first.value, scalarBytes - first.value.length)
  raw.set(second.value, 2 * scalarBytes - second.value.length)
  return raw
}

interface Read {
  readonly value: Uint8Array
  readonly next: number
}

function readInteger(der: Uint8Array, at: number): Read | null {
  const length = der[at + 1] ?? 0
  const from = at + 2
  const next = from + length
  if (der[at] !== integer || length === 0 || next > der.length) return null
  const [lead = 0, second = 0] = der.subarray(from, next)
  if (lead >= 0x80) return null
  // A zero in front stands only where the number would read as negative without it.
  if (lead === 0 && (length === 1 || second < 0x80)) return null
  const value = der.subarray(lead === 0 ? from + 1 : from, next)
  return value.length > scalarBytes ? null : { value, next }
}
