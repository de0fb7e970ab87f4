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

/**
 * The figure whose wording fits a count claim best, or null when none fits well enough or two
 * fit alike. The same text and figures give the same answer.
 */
export function proposeFigure(
  text: string,
  claim: ReadClaim,
  wordings: readonly FigureWording[],
): string | null {
  if (claim.quantity === null) return null
  const context = contextOf(text, claim)
  const rarity = rarityOf(wordings)
  const unit = claim.quantity.unit
  const ranked = wordings
    .filter((wording) => unitsAgree(unit, wording.unit))
    .map((wording) => ({ id: wording.figureId, likeness: likeness(context, wording, rarity) }))
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
  const [best, second] = ranked
  if (best === undefined || best.likeness < LIKENESS_MIN) return null
  return best.likeness - (second?.likeness ?? 0) >= LEAD_MIN ? best.id : null
}

/** Proposals for all counts of a reading, by claim id; claims without one are absent. */
export function proposeFigures(
  text: string,
  reading: Reading,
  wordings: readonly FigureWording[],
): ReadonlyMap<string, string> {
  const proposals = new Map<string, string>()
  for (const claim of reading.claims) {
    const figure = claim.kind === 'count' ? proposeFigure(text, claim, wordings) : null
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
function rarityOf(wordings: readonly FigureWording[]): (pair: string) => number {
  const sharing = new Map<string, number>()
  for (const { label, phrases } of wordings) {
    for (const pair of new Set([label.zh, ...phrases].flatMap(bigrams))) {
      sharing.set(pair, (sharing.get(pair) ?? 0) + 1)
    }
  }
  return (pair) => Math.log(1 + (wordings.length + 1) / (sharing.get(pair) ?? 1))
}

function likeness(
  context: Context,
  { label, phrases }: FigureWording,
  rarity: (pair: string) => number,
): number {
  const fits = (phrase: string) => phraseLikeness(context, phrase, rarity)
  return Math.max(0, ...[label.zh, ...phrases].map(fits)) + NAME_WEIGHT * fits(label.zh)
}

function phraseLikeness(
  context: Context,
  phrase: string,
  rarity: (pair: string) => number,
): number {
  const weigh = (pairs: Iterable<string>) => [...pairs].reduce((sum, pair) => sum + rarity(pair), 0)
  const pairs = new Set(bigrams(phrase))
  const shared = weigh([...pairs].filter((pair) => context.own.has(pair)))
  // The clause before may add to a proposal, not make one.
  if (shared === 0) return 0
  const carried = weigh(
    [...pairs].filter((pair) => !context.own.has(pair) && context.carried.has(pair)),
  )
  const covered = (shared + CARRIED_WEIGHT * carried) / weigh(pairs)
  return 0.72 * covered + 0.28 * (shared / weigh(context.own))
}

function unitsAgree(a: string, b: string): boolean {
  return a === b || UNIT_FAMILIES.some((family) => family.has(a) && family.has(b))
}
