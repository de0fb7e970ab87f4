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
  readonly #rarity: (pair: string) => number
  readonly #byPair = new Map<string, Weighed<Of>[]>()

  constructor(wordings: readonly Spoken<Of>[]) {
    const parted = wordings.map(partedOf)
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
        if (may(one.of)) shared.set(one, (shared.get(one) ?? 0) + weight)
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
  readonly phrases: readonly { readonly phrase: string; readonly pairs: readonly string[] }[]
  /** All pairs of its phrases. */
  readonly called: ReadonlySet<string>
  /** Those of what it says beside. */
  readonly beside: readonly string[]
}

function partedOf<Of>({ of, phrases, says = [] }: Spoken<Of>): Parted<Of> {
  const each = phrases.map((phrase) => ({ phrase, pairs: pairsOf(phrase) }))
  const called = new Set(each.flatMap(({ pairs }) => pairs))
  return { of, phrases: each, called, beside: says.flatMap(pairsOf) }
}

/** A wording as claims are compared with it; the most are never compared, and weigh nothing. */
class Weighed<Of> {
  readonly of: Of
  /** All pairs of all it says. */
  readonly says: ReadonlySet<string>
  readonly #parted: Parted<Of>
  readonly #rarity: (pair: string) => number
  #phrases: readonly WeighedPhrase[] | null = null
  #affirms: ReadonlySet<string> | null = null

  constructor(parted: Parted<Of>, rarity: (pair: string) => number) {
    const { of, called, beside } = parted
    this.of = of
    this.says = beside.length === 0 ? called : new Set([...called, ...beside])
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
  get affirms(): ReadonlySet<string> {
    const { phrases, beside } = this.#parted
    this.#affirms ??= new Set([
      ...phrases.flatMap(({ phrase, pairs }) => (denies(phrase) ? [] : pairs)),
      ...beside,
    ])
    return this.#affirms
  }
}

/** A phrase as its pairs, each with its weight, and the weight of all. */
interface WeighedPhrase {
  readonly phrase: string
  readonly pairs: readonly (readonly [pair: string, weight: number])[]
  readonly weight: number
}

type Pairs = { readonly [Part in 'own' | 'carried' | 'heading']: ReadonlySet<string> }

function weighedPhrase(
  phrase: string,
  all: readonly string[],
  rarity: (pair: string) => number,
): WeighedPhrase {
  const pairs = [...new Set(all)].map((pair) => [pair, rarity(pair)] as const)
  return { phrase, pairs, weight: pairs.reduce((sum, [, weight]) => sum + weight, 0) }
}

/** Pairs that many wordings share (工作, 开展) tell them apart least. */
function rarityOf(wordings: readonly Parted<unknown>[]): (pair: string) => number {
  const sharing = new Map<string, number>()
  for (const { called } of wordings) {
    for (const pair of called) sharing.set(pair, (sharing.get(pair) ?? 0) + 1)
  }
  return (pair) => Math.log(1 + (wordings.length + 1) / (sharing.get(pair) ?? 1))
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
  /** The pair of characters that begins at each place. */
  readonly pairs: readonly string[]
  /** Which characters say nothing unless a wording has them. */
  readonly idle: readonly boolean[]
}

function tellingOf(told: string): Telling {
  const filler = saysNothingIn(told)
  return {
    pairs: Array.from({ length: told.length }, (_, at) => told.slice(at, at + 2)),
    idle: Array.from({ length: told.length }, (_, at) => {
      return filler[at] === 1 || !isHan(told.charAt(at))
    }),
  }
}

/** How many of the characters that say something stand in a pair that the wording has too. */
function explainedIn({ pairs, idle }: Telling, says: ReadonlySet<string>) {
  let [words, told, run, unknown] = [0, 0, 0, 0]
  let wasSaid = false
  for (let at = 0; at < pairs.length; at++) {
    const isSaid = says.has(pairs[at] ?? '')
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

/** Pairs of neighbouring Chinese characters; a space in a phrase parts what may stand apart. */
export function pairsOf(words: string): readonly string[] {
  const pairs: string[] = []
  for (let at = 0; at + 1 < words.length; at++) {
    if (isHan(words.charAt(at)) && isHan(words.charAt(at + 1))) pairs.push(words.slice(at, at + 2))
  }
  return pairs
}

function isHan(char: string): boolean {
  return char >= '\u3400' && char <= '\u9fff'
}
