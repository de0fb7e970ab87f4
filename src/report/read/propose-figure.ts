import type { Label } from '../../ledger/label.ts'
import { normalise } from './normalise.ts'
import type { ReadClaim, Reading } from './reading.ts'

/** A figure as reports speak of it. */
export interface FigureWording {
  readonly figureId: string
  readonly label: Label
  /** Its measure word, Chinese. */
  readonly unit: string
  /** Wordings under which reports state this figure. */
  readonly phrases: readonly string[]
}

/** Below this likeness a claim stays unbound: a wrong binding is worse than none. */
const LIKENESS_MIN = 0.62
/** The best figure must be this much likelier than the next. */
const LEAD_MIN = 0.04
/** Of two figures with the same phrase the one whose own name fits is meant. */
const NAME_WEIGHT = 0.06
/** What the clause before says counts, but less: 理论中心组学习X次，研讨X次. */
const CARRIED_WEIGHT = 0.5

/** Measure words that count the same kind of thing. */
const UNIT_FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['次', '场', '场次', '期', '堂', '讲', '节', '回', '批', '批次']),
  new Set(['人', '名', '位']),
  new Set(['人次', '人']),
  new Set(['个', '项', '件', '条', '宗', '起', '例']),
  new Set(['篇', '份', '件']),
  new Set(['台', '套', '件']),
  new Set(['学时', '课时', '小时', '个学时', '个小时']),
  new Set(['份', '件', '册', '本']),
]

/** The figure that a count claim of a text most likely means; null when unsure. */
export type FigureProposer = (text: string, claim: ReadClaim) => string | null

/**
 * Proposes the figure whose wording fits a count claim best; none when none fits well enough or
 * two fit alike. The same text and figures give the same answer. What the wordings say is weighed
 * once, so that a text full of numbers costs no more than reading it.
 */
export function figureProposer(wordings: readonly FigureWording[]): FigureProposer {
  const rarity = rarityOf(wordings)
  const weighed = wordings.map((wording) => weighedWording(wording, rarity))
  const ofUnit = new Map<string, ReadonlyMap<string, readonly WeighedWording[]>>()
  return (text, claim) => {
    if (claim.quantity === null) return null
    const { unit } = claim.quantity
    const byPair =
      ofUnit.get(unit) ?? wordingsByPair(weighed.filter((one) => unitsAgree(unit, one.unit)))
    ofUnit.set(unit, byPair)
    if (byPair.size === 0) return null
    const context = contextOf(text, claim)
    const ownWeight = weightOf(context.own, rarity)
    // A wording that shares nothing with the clause cannot be meant.
    const ranked = [...new Set([...context.own].flatMap((pair) => byPair.get(pair) ?? []))]
      .map((one) => ({ id: one.id, likeness: likeness({ ...context, ownWeight }, one) }))
      .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    const [best, second] = ranked
    if (best === undefined || best.likeness < LIKENESS_MIN) return null
    return best.likeness - (second?.likeness ?? 0) >= LEAD_MIN ? best.id : null
  }
}

/** Proposals for all counts of a reading, by claim id; claims without one are absent. */
export function proposeFigures(
  text: string,
  reading: Reading,
  wordings: readonly FigureWording[],
): ReadonlyMap<string, string> {
  const propose = figureProposer(wordings)
  const proposals = new Map<string, string>()
  for (const claim of reading.claims) {
    const figure = claim.kind === 'count' ? propose(text, claim) : null
    if (figure !== null) proposals.set(claim.id, figure)
  }
  return proposals
}

interface Context {
  /** The clause around the number. */
  readonly own: ReadonlySet<string>
  /** The rest of the sentence before it. */
  readonly carried: ReadonlySet<string>
}

const CLAUSE_REACH = 60
const SENTENCE_REACH = 120

function contextOf(text: string, { start, end }: ReadClaim): Context {
  const before = normalise(text.slice(Math.max(0, start - SENTENCE_REACH), start)).text
  const after = normalise(text.slice(end, end + CLAUSE_REACH)).text
  const sentence = before.slice(lastOf(before, /[。！？；\n]/g))
  const split = lastOf(sentence, /[，：]/g)
  const object = /^[^，。；：！？\n]*/.exec(after)?.[0] ?? ''
  return {
    own: new Set([...bigrams(sentence.slice(split)), ...bigrams(object)]),
    carried: new Set(bigrams(sentence.slice(0, split))),
  }
}

function lastOf(text: string, separator: RegExp): number {
  let last = 0
  for (const match of text.matchAll(separator)) last = match.index + 1
  return last
}

function bigrams(words: string): readonly string[] {
  const plain = words.replace(/[^\u3400-\u9fff]+/g, ' ')
  const pairs: string[] = []
  for (let at = 0; at + 1 < plain.length; at++) {
    const pair = plain.slice(at, at + 2)
    if (!pair.includes(' ')) pairs.push(pair)
  }
  return pairs
}

/** Pairs that many figures share (工作, 开展) tell them apart least. */
function rarityOf(wordings: readonly FigureWording[]): Rarity {
  const sharing = new Map<string, number>()
  for (const { label, phrases } of wordings) {
    for (const pair of new Set([label.zh, ...phrases].flatMap(bigrams))) {
      sharing.set(pair, (sharing.get(pair) ?? 0) + 1)
    }
  }
  return (pair) => Math.log(1 + (wordings.length + 1) / (sharing.get(pair) ?? 1))
}

type Rarity = (pair: string) => number

/** A phrase as its pairs, each with its weight, and the weight of all. */
interface WeighedPhrase {
  readonly pairs: readonly (readonly [pair: string, weight: number])[]
  readonly weight: number
}

interface WeighedWording {
  readonly id: string
  readonly unit: string
  readonly name: WeighedPhrase
  readonly phrases: readonly WeighedPhrase[]
}

function weighedWording(
  { figureId, unit, label, phrases }: FigureWording,
  rarity: Rarity,
): WeighedWording {
  const weigh = (phrase: string): WeighedPhrase => {
    const pairs = [...new Set(bigrams(phrase))].map((pair) => [pair, rarity(pair)] as const)
    return { pairs, weight: pairs.reduce((sum, [, weight]) => sum + weight, 0) }
  }
  const name = weigh(label.zh)
  return { id: figureId, unit, name, phrases: [name, ...phrases.map(weigh)] }
}

function wordingsByPair(
  wordings: readonly WeighedWording[],
): ReadonlyMap<string, readonly WeighedWording[]> {
  const byPair = new Map<string, WeighedWording[]>()
  for (const wording of wordings) {
    for (const pair of new Set(wording.phrases.flatMap(({ pairs }) => pairs.map(([one]) => one)))) {
      const sharing = byPair.get(pair)
      if (sharing) sharing.push(wording)
      else byPair.set(pair, [wording])
    }
  }
  return byPair
}

function weightOf(pairs: Iterable<string>, rarity: Rarity): number {
  let sum = 0
  for (const pair of pairs) sum += rarity(pair)
  return sum
}

interface WeighedContext extends Context {
  readonly ownWeight: number
}

function likeness(context: WeighedContext, { name, phrases }: WeighedWording): number {
  const fits = (phrase: WeighedPhrase) => phraseLikeness(context, phrase)
  return Math.max(0, ...phrases.map(fits)) + NAME_WEIGHT * fits(name)
}

function phraseLikeness(
  { own, carried: before, ownWeight }: WeighedContext,
  phrase: WeighedPhrase,
): number {
  let [shared, carried] = [0, 0]
  for (const [pair, weight] of phrase.pairs) {
    if (own.has(pair)) shared += weight
    else if (before.has(pair)) carried += weight
  }
  // The clause before may add to a proposal, not make one.
  if (shared === 0) return 0
  const covered = (shared + CARRIED_WEIGHT * carried) / phrase.weight
  return 0.72 * covered + 0.28 * (shared / ownWeight)
}

function unitsAgree(a: string, b: string): boolean {
  return a === b || UNIT_FAMILIES.some((family) => family.has(a) && family.has(b))
}
