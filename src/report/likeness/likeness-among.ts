import { bareLetters } from './bare-letters.ts'
import { shinglesOf } from './shingles.ts'

/** Two texts that share much of their wording. */
export interface LikePair {
  /** Their places among the texts given; `one` comes first. */
  readonly one: number
  readonly other: number
  /** Share of the shorter one's shingles that the longer one has too, 0 to 1. */
  readonly share: number
}

/** Texts that are compared at a time; a city has fewer units that report to one body. */
const textsMax = 2_000

/**
 * Every pair of texts whose likeness reaches `atLeast`, the likest first. Exact: each shingle of
 * each text is counted, none is sampled. Throws a RangeError above `textsMax` texts.
 */
export function likenessAmong(
  texts: readonly string[],
  { atLeast }: { readonly atLeast: number },
): readonly LikePair[] {
  const count = texts.length
  if (count > textsMax) throw new RangeError(`at most ${textsMax} texts are compared at a time`)
  const sets = texts.map((text) => [...new Set(shinglesOf(bareLetters(text).text))])
  const shared = countShared(sets)
  const pairs: LikePair[] = []
  for (let one = 0; one < count; one += 1) {
    for (let other = one + 1; other < count; other += 1) {
      const shorter = Math.min(sets[one]?.length ?? 0, sets[other]?.length ?? 0)
      const share = shorter === 0 ? 0 : (shared[one * count + other] ?? 0) / shorter
      if (share >= atLeast) pairs.push({ one, other, share })
    }
  }
  return pairs.sort((a, b) => b.share - a.share || a.one - b.one || a.other - b.other)
}

/** How many shingles each pair shares, at `one * count + other` for `one < other`. */
function countShared(sets: readonly (readonly number[])[]): Uint32Array {
  const count = sets.length
  const shared = new Uint32Array(count * count)
  // Hash and owner in one number, so that one sort brings the owners of a shingle together: 32 and
  // 11 bits fit a double exactly, and typed arrays sort numbers without a comparison in JavaScript.
  const owned = new Float64Array(sets.reduce((sum, set) => sum + set.length, 0))
  let filled = 0
  sets.forEach((set, owner) => {
    for (const hash of set) owned[filled++] = hash * textsMax + owner
  })
  owned.sort()
  const owners = new Uint16Array(count)
  for (let from = 0; from < owned.length; ) {
    const hash = Math.floor((owned[from] ?? 0) / textsMax)
    let size = 0
    while (from < owned.length && Math.floor((owned[from] ?? 0) / textsMax) === hash) {
      owners[size++] = (owned[from++] ?? 0) % textsMax
    }
    for (let left = 0; left < size; left += 1) {
      const row = (owners[left] ?? 0) * count
      for (let right = left + 1; right < size; right += 1) {
        const at = row + (owners[right] ?? 0)
        shared[at] = (shared[at] ?? 0) + 1
      }
    }
  }
  return shared
}
