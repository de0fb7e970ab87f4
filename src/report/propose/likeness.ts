import { denies } from './denies.ts'
import { saysNothingIn } from './filler.ts'

/** Words of a claim as they are weighed against wordings. */
export interface Words {
  /** The words of the claim itself. */
  readonly own: string
  /** What a wording must account for: the claim, with what it goes on from where it is brief. */
  readonly told: string
  /** The rest of the sentence before it. */
  readonly carried: string
  /** The headings it stands under, nearest last. */
  readonly heading: string
}

/** What something is called, and what else it says. */
export interface Spoken<Of> {
  readonly of: Of
  readonly phrases: readonly string[]
  /** Words that may stand beside a phrase and mean nothing else by it. */
  readonly says?: readonly string[]
}

/** How well a wording fits the words of a claim; each share is of 1. */
export interface Fit<Of> {
  readonly of: Of
  /** How much of its best phrase the words have; those further away count less. */
  readonly covered: number
  /** The same, words further away counting in full. */
  readonly inAll: number
  /** How much of the claim's own words the wording says. */
  readonly explained: number
  /** The most characters in a row of which neither wording nor any rule knows what they say. */
  readonly unknown: number
  /** The phrase that fits best. */
  readonly phrase: string
}

/** What the clause before says counts, but less: 理论中心组学习X次，研讨X次. */
const carriedWeight = 0.5
/** What stands in a heading counts less still. */
const headingWeight = 0.4
/** Of so many wordings that share most with the words the rest is weighed. */
const weighedMax = 24

/**
 * Weighs wordings by the pairs of characters that they share with the words of a claim. What the
 * wordings say is weighed once: a claim is compared only with those that share a pair with it.
 */
export class Likeness<Of> {
  readonly #rarity: (pair: Pair) => number
  readonly #byPair = new Map<Pair, Weighed<Of>[]>()

  constructor(wordings: readonly Spoken<Of>[]) {
    const pairsIn = pairsOnce()
    const parted = wordings.map((one) => partedOf(one, pairsIn))
    this.#rarity = rarityOf(parted)
    for (const one of parted) {
      const weighed = new Weighed(one, this.#rarity)
      for (const pair of weighed.says) {
        const sharing = this.#byPair.get(pair)
        if (sharing) sharing.push(weighed)
        else this.#byPair.set(pair, [weighed])
      }
    }
  }

  /** The wordings among `may` that share something with the claim's own words, best first. */
  fits(words: Words, may: (of: Of) => boolean): readonly Fit<Of>[] {
    const pairs: Pairs = {
      own: new Set(pairsOf(words.own)),
      carried: new Set(pairsOf(words.carried)),
      heading: new Set(pairsOf(words.heading)),
    }
    const shared = new Map<Weighed<Of>, number>()
    for (const pair of pairs.own) {
      const weight = this.#rarity(pair)
      for (const one of this.#byPair.get(pair) ?? []) {
        const before = shared.get(one)
        if (before !== undefined) shared.set(one, before + weight)
        else if (may(one.of)) shared.set(one, weight)
      }
    }
    if (shared.size === 0) return []
    const told = tellingOf(words.told)
    return [...shared]
      .sort(([, a], [, b]) => b - a)
      .slice(0, weighedMax)
      .map(([one]) => fitOf(one, told, pairs))
      .sort((a, b) => scoreOf(b) - scoreOf(a))
  }
}

/** One number for both shares: a wording that is fully there, and a claim fully said by it. */
export function scoreOf({ covered, explained }: Fit<unknown>): number {
  return 0.65 * covered + 0.35 * explained
}

/** A wording taken apart into pairs, once for all that asks for them. */
interface Parted<Of> {
  readonly of: Of
  readonly phrases: readonly { readonly phrase: string; readonly pairs: readonly Pair[] }[]
  /** All pairs of its phrases. */
  readonly called: ReadonlySet<Pair>
  /** Those of each thing that it says beside. */
  readonly beside: readonly (readonly Pair[])[]
}

function partedOf<Of>(
  { of, phrases, says = [] }: Spoken<Of>,
  pairsIn: (words: string) => readonly Pair[],
): Parted<Of> {
  const each = phrases.map((phrase) => ({ phrase, pairs: pairsIn(phrase) }))
  const called = allOf(each.map(({ pairs }) => pairs))
  return { of, phrases: each, called, beside: says.map(pairsIn) }
}

/** Row after row, without a list of all: that of a year is half of what is made. */
function allOf(rows: readonly Iterable<Pair>[]): ReadonlySet<Pair> {
  const all = new Set<Pair>()
  for (const row of rows) for (const pair of row) all.add(pair)
  return all
}

/** Many records say the same beside what they are called: each of that is taken apart once. */
function pairsOnce(): (words: string) => readonly Pair[] {
  const known = new Map<string, readonly Pair[]>()
  return (words) => {
    const pairs = known.get(words) ?? pairsOf(words)
    known.set(words, pairs)
    return pairs
  }
}

/** A wording as claims are compared with it; the most are never compared, and weigh nothing. */
class Weighed<Of> {
  readonly of: Of
  /** All pairs of all it says. */
  readonly says: ReadonlySet<Pair>
  readonly #parted: Parted<Of>
  readonly #rarity: (pair: Pair) => number
  #phrases: readonly WeighedPhrase[] | null = null
  #affirms: ReadonlySet<Pair> | null = null

  constructor(parted: Parted<Of>, rarity: (pair: Pair) => number) {
    const { of, called, beside } = parted
    this.of = of
    this.says = beside.length === 0 ? called : allOf([called, ...beside])
    this.#parted = parted
    this.#rarity = rarity
  }

  get phrases(): readonly WeighedPhrase[] {
    this.#phrases ??= this.#parted.phrases.map(({ phrase, pairs }) =>
      weighedPhrase(phrase, pairs, this.#rarity),
    )
    return this.#phrases
  }

  /**
   * Those pairs that it says without denying: what a denying phrase says explains nothing of words
   * that deny nothing (没有空缺, 空缺).
   */
  get affirms(): ReadonlySet<Pair> {
    const { phrases, beside } = this.#parted
    if (this.#affirms === null) {
      const affirming = phrases.filter(({ phrase }) => !denies(phrase))
      const isAll = affirming.length === phrases.length
      this.#affirms = isAll ? this.says : allOf([...affirming.map(({ pairs }) => pairs), ...beside])
    }
    return this.#affirms
  }
}

/** A phrase as its pairs, each with its weight, and the weight of all. */
interface WeighedPhrase {
  readonly phrase: string
  readonly pairs: readonly (readonly [pair: Pair, weight: number])[]
  readonly weight: number
}

type Pairs = { readonly [Part in 'own' | 'carried' | 'heading']: ReadonlySet<Pair> }

function weighedPhrase(
  phrase: string,
  all: readonly Pair[],
  rarity: (pair: Pair) => number,
): WeighedPhrase {
  const pairs = [...new Set(all)].map((pair) => [pair, rarity(pair)] as const)
  return { phrase, pairs, weight: pairs.reduce((sum, [, weight]) => sum + weight, 0) }
}

/** Pairs that many wordings share (工作, 开展) tell them apart least. */
function rarityOf(wordings: readonly Parted<unknown>[]): (pair: Pair) => number {
  const sharing = new Map<Pair, number>()
  for (const { called } of wordings) {
    for (const pair of called) sharing.set(pair, (sharing.get(pair) ?? 0) + 1)
  }
  const rarityOfShared = (by: number) => Math.log(1 + (wordings.length + 1) / by)
  const rarities = new Map(Array.from(sharing, ([pair, by]) => [pair, rarityOfShared(by)]))
  const rarest = rarityOfShared(1)
  return (pair) => rarities.get(pair) ?? rarest
}

function fitOf<Of>(
  { of, phrases, says, affirms }: Weighed<Of>,
  told: Telling,
  pairs: Pairs,
): Fit<Of> {
  let best = { covered: 0, inAll: 0, phrase: '' }
  for (const { phrase, pairs: wanted, weight } of phrases) {
    if (weight === 0) continue
    let [own, carried, heading] = [0, 0, 0]
    for (const [pair, each] of wanted) {
      if (pairs.own.has(pair)) own += each
      else if (pairs.carried.has(pair)) carried += each
      else if (pairs.heading.has(pair)) heading += each
    }
    const inAll = (own + carried + heading) / weight
    // What stands further away may add to a wording, not make one.
    const covered =
      own === 0 ? 0 : (own + carriedWeight * carried + headingWeight * heading) / weight
    if (covered > best.covered || (covered === best.covered && inAll > best.inAll)) {
      best = { covered, inAll, phrase }
    }
  }
  return { of, ...best, ...explainedIn(told, denies(best.phrase) ? says : affirms) }
}

/** What a wording must account for, looked at once for all wordings. */
interface Telling {
  /** The pair that begins at each place, or `noPair`. */
  readonly pairs: Int32Array
  /** Which characters say nothing unless a wording has them. */
  readonly idle: readonly boolean[]
}

function tellingOf(told: string): Telling {
  const filler = saysNothingIn(told)
  return {
    pairs: Int32Array.from({ length: told.length }, (_, at) => pairAt(told, at)),
    idle: Array.from({ length: told.length }, (_, at) => {
      return filler[at] === 1 || !isHan(told.charCodeAt(at))
    }),
  }
}

/** How many of the characters that say something stand in a pair that the wording has too. */
function explainedIn({ pairs, idle }: Telling, says: ReadonlySet<Pair>) {
  let [words, told, run, unknown] = [0, 0, 0, 0]
  let wasSaid = false
  for (let at = 0; at < pairs.length; at++) {
    const isSaid = says.has(pairs[at] ?? noPair)
    const isTold = isSaid || wasSaid
    wasSaid = isSaid
    if (isTold) told++
    const saysNothing = !isTold && idle[at] === true
    if (!saysNothing) words++
    run = isTold || saysNothing ? 0 : run + 1
    unknown = Math.max(unknown, run)
  }
  return { explained: words === 0 ? 0 : told / words, unknown }
}

/**
 * A pair of neighbouring Chinese characters as one number: a text has thousands of them, and each
 * is looked up in hundreds of wordings, which takes several times as long by a string of two.
 */
export type Pair = number

const noPair: Pair = -1
const [hanFirst, hanLast] = [0x3400, 0x9fff]
const hanCount = hanLast - hanFirst + 1

/** Its pairs of neighbouring characters; a space in a phrase parts what may stand apart. */
export function pairsOf(words: string): readonly Pair[] {
  const pairs: Pair[] = []
  for (let at = 0; at + 1 < words.length; at++) {
    const pair = pairAt(words, at)
    if (pair !== noPair) pairs.push(pair)
  }
  return pairs
}

function pairAt(words: string, at: number): Pair {
  const one = words.charCodeAt(at)
  const other = words.charCodeAt(at + 1)
  return isHan(one) && isHan(other) ? (one - hanFirst) * hanCount + other - hanFirst : noPair
}

function isHan(code: number): boolean {
  return code >= hanFirst && code <= hanLast
}
