import ipaddr from 'ipaddr.js'

/**
 * What an address is to us: `public`; `private`: the network around this machine; `own`: this
 * machine itself; `never`: what no service of ours listens on.
 */
export type AddressKind = 'public' | 'private' | 'own' | 'never'

/** Judges an IP address written in any form, looking into those that carry an IPv4 address. */
export function judgeAddress(text: string): AddressKind {
  const bare = text.replace(/^\[|\]$/g, '')
  if (!ipaddr.isValid(bare)) return 'never'
  return kindOf(ipaddr.parse(bare))
}

function kindOf(address: ipaddr.IPv4 | ipaddr.IPv6): AddressKind {
  const inner = address.kind() === 'ipv6' ? carriedIn(address as ipaddr.IPv6) : null
  if (inner !== null) return kindOf(inner)
  return kinds[address.range()] ?? 'never'
}

const kinds: Readonly<Record<string, AddressKind>> = {
  unicast: 'public',
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'own',
}

// ::ffff:a.b.c.d, ::a.b.c.d and 64:ff9b::a.b.c.d reach the IPv4 address in their last 32 bits.
function carriedIn(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const range = address.range()
  const bytes = address.toByteArray()
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && !isUnspecifiedOrOne(bytes)
  if (range !== 'ipv4Mapped' && range !== 'rfc6052' && !isCompatible) return null
  return new ipaddr.IPv4(bytes.slice(12))
}

function isUnspecifiedOrOne(bytes: readonly number[]): boolean {
  return bytes.slice(0, 15).every((byte) => byte === 0) && (bytes[15] ?? 0) <= 1
}
