/** Characters of one shingle: five ideographs are two words and a bit, rarely shared by chance. */
export const shingleLength = 5

/**
 * The shingles of plain words, each as a hash of 32 bits (FNV-1a over UTF-16 units), in order of
 * the text. Shorter texts have one shingle, empty ones none. Two shingles of one report of 3,000
 * characters meet in a hash by chance once in a thousand reports.
 */
export function shinglesOf(plain: string): Uint32Array {
  if (plain.length === 0) return new Uint32Array(0)
  const count = Math.max(1, plain.length - shingleLength + 1)
  const hashes = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) hashes[at] = hashAt(plain, at)
  return hashes
}

function hashAt(plain: string, from: number): number {
  const to = Math.min(from + shingleLength, plain.length)
  let hash = 0x811c9dc5
  for (let at = from; at < to; at += 1) {
    const unit = plain.charCodeAt(at)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return hash >>> 0
}
