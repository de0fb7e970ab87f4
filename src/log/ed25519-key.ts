// y-coordinates of the eight points of small order, as hex of the little-endian encoding without
// the sign bit. Under such a key a signature can hold for any text.
const smallOrderHex: readonly string[] = [
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '00'.repeat(32),
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
]
const smallOrder: readonly (readonly number[])[] = smallOrderHex.map((hex) =>
  Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)),
)

/**
 * Whether 32 bytes may serve as an Ed25519 public key: a canonical encoding and not of small
 * order. Libraries differ on such keys (OpenSSL takes them), so each adapter asks here first and
 * all verifiers agree.
 */
export function isSoundEd25519Key(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false
  const bytes = Array.from(publicKey, (byte, at) => (at === 31 ? byte & 0x7f : byte))
  if (smallOrder.some((point) => point.every((byte, at) => byte === bytes[at]))) return false
  // 2^255 - 19 and above: the same point has a shorter spelling.
  const top = bytes[31] === 0x7f && bytes.slice(1, 31).every((byte) => byte === 0xff)
  return !(top && (bytes[0] ?? 0) >= 0xed)
}
