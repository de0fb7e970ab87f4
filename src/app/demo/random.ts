/** A small seeded generator (sfc32): the same seed gives the same demo on every machine. */
export interface DemoRandom {
  /** In [0, 1). */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** Different items, in the order of the list. */
  some<T>(from: readonly T[], count: number): readonly T[]
  shuffled<T>(from: readonly T[]): readonly T[]
  /** An id of the shape of a version-4 UUID. */
  uuid(): string
}

/** Makes a generator from any whole number, and from the name of a part that has its own. */
export function demoRandom(seed: number, part = ''): DemoRandom {
  const next = sfc32(seed, hashOf(part))
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const shuffled = <T>(from: readonly T[]): readonly T[] => {
    const items = [...from]
    for (let last = items.length - 1; last > 0; last--) {
      const other = between(0, last)
      const held = items[last] as T
      items[last] = items[other] as T
      items[other] = held
    }
    return items
  }
  return {
    next,
    between,
    shuffled,
    chance: (share) => next() < share,
    pick: (from) => {
      const item = from[between(0, from.length - 1)]
      if (item === undefined) throw new Error('cannot pick from an empty list')
      return item
    },
    some: (from, count) => {
      const kept = new Set(shuffled(from.map((_, index) => index)).slice(0, count))
      return from.filter((_, index) => kept.has(index))
    },
    uuid: () => uuidOf(next),
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash
}

function sfc32(seed: number, part: number): () => number {
  let [a, b, c, d] = [seed >>> 0, part | 0, 0x243f6a88, 0xb7e15162]
  const step = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  // The first outputs still show the seed.
  for (let round = 0; round < 16; round++) step()
  return step
}

function uuidOf(next: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16))
  hex[12] = '4'
  hex[16] = '89ab'[Math.floor(next() * 4)] ?? '8'
  const text = hex.join('')
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-')
}
