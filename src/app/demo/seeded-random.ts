import type { Random } from '../../append/effects.ts'
import { toHex } from '../../log/hex.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'

/**
 * Chance from a seed, for demos alone: the same seed draws the same ids, secrets and keys, so
 * that everybody gets the same log. Nothing real may ever be drawn from it. What is told again
 * after one that was broken off draws other ones: a key that signed one log never signs a second.
 */
export function seededRandom(
  crypto: LogCrypto,
  { seed, again }: { readonly seed: number; readonly again: string | null },
): Random {
  const drawnFrom = again === null ? `${seed}` : `${seed} ${again}`
  let drawn = 0
  const block = (): Uint8Array => {
    drawn++
    return crypto.sha256(`taizhang demo ${drawnFrom} ${drawn}`)
  }
  const bytes = (count: number): Uint8Array => {
    const out = new Uint8Array(count)
    for (let at = 0; at < count; at += 32) out.set(block().subarray(0, count - at), at)
    return out
  }
  return { bytes, uuid: () => uuidOf(bytes(16)) }
}

/** Sixteen bytes in the shape of a version-4 UUID (RFC 9562, 5.4). */
function uuidOf(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = toHex(bytes)
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-')
}
