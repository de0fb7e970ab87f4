import type { ClaimContext } from './claim-context.ts'
import { denies } from './denies.ts'
import type { Fit, Words } from './likeness.ts'
import { pairsOf, scoreOf } from './likeness.ts'
import type { Meaning } from './senses.ts'
import { isOfBodyBefore, isOfOneSense, meaningOf, saidBy } from './senses.ts'
import type { RecordWording, Wording } from './wording.ts'

/** Below this a claim stays unbound: a wrong binding is worse than none. */
export interface Floor {
  /** So much of a wording must be there. */
  readonly covered: number
  /** So much of the claim must be said by it. */
  readonly explained: number
  /** So many characters in a row may stay unexplained: a word of two may narrow what is meant. */
  readonly unknown: number
  /** Few words are not enough; absent: they are where nothing else is said. */
  readonly whole?: true
}

/** What each kind of claim asks of the wording that it is bound to. */
export const floors = {
  count: { covered: 0.66, explained: 0.7, unknown: 1 },
  none: { covered: 0.66, explained: 0.7, unknown: 1 },
  everyone: { covered: 0.66, explained: 0.7, unknown: 1 },
  compare: { covered: 0.6, explained: 0.5, unknown: 1 },
  list: { covered: 0.72, explained: 0.7, unknown: 1 },
  undone: { covered: 0.62, explained: 0.55, unknown: 4 },
  excepted: { covered: 0.7, explained: 0.75, unknown: 2 },
  record: { covered: 0.75, explained: 0.8, unknown: 3 },
} satisfies Record<string, Floor>

/** So much must be explained of a claim that goes on from the clause before. */
const goingOn = 0.75
/** What is enough of a wording where the claim says nothing that the wording does not. */
const briefly = { covered: 0.45, inAll: 0.7, explained: 0.8 }
/** The best must be so much likelier than the next that speaks of something else. */
export const leadMin = 0.04
/** Of a narrower figure so much must be said, in the sentence or above it. */
const narrowerMin = 0.85
/** The wordings among `may` that fit well enough and speak of one thing, best first. */
export type Find = (may: (of: Wording) => boolean, floor: Floor) => readonly Wording[]

/**
 * Those of the wordings that mean what is said, fit well enough and speak of one thing, best first.
 * `said` are the words that their meaning is held against: those of the claim, or what these imply.
 */
export function likeliest(
  fits: readonly Fit<Wording>[],
  floor: Floor,
  context: ClaimContext,
  said: Words = context,
): readonly Wording[] {
  const found = bestOf(ofOneSense(fits, said, context.paragraph), floor, context)
  return found.every((of) => isOfBody(of, context)) ? found : []
}

/** All that a claim may mean as well as the likeliest, whichever of them it does. */
export function alikeAmong(fits: readonly Fit<Wording>[]): readonly Wording[] {
  const [best] = fits
  return fits.flatMap((one) => {
    return best !== undefined && scoreOf(best) - scoreOf(one) < alikeMax ? [one.of] : []
  })
}

const alikeMax = 0.3

/** 发挥中心组作用，全年集中学习10次: whose it is stands before it, and no other is meant. */
function isOfBody(of: Wording, { own, carried }: Words): boolean {
  if ('recordId' in of) return true
  const meaning = meaningsOf(of)
  return meaning.phrases.some((phrase) => phrase.length >= 5 && own.includes(phrase))
    ? true
    : isOfBodyBefore({ own, carried }, meaning)
}

type Phrased = Exclude<Wording, RecordWording>

/** What each wording means; a text has many claims, and its wordings stay the same. */
const meanings = new WeakMap<Phrased, Meaning>()

function meaningsOf(of: Phrased): Meaning {
  const known = meanings.get(of) ?? meaningOf([of.label.zh, ...of.phrases])
  meanings.set(of, known)
  return known
}

/** Those that mean what is said, whatever they share with it. */
function ofOneSense(
  fits: readonly Fit<Wording>[],
  { own, told, carried, heading }: Words,
  paragraph: string,
): readonly Fit<Wording>[] {
  if (fits.length === 0) return []
  // What is named in 《》 is neither done nor does it.
  const done = own.replaceAll(/《[^》]*》/g, '')
  const around = [heading, carried, told, own].join('\u3000')
  const said = saidBy({ own: done, around, sentence: carried + done, paragraph })
  return fits.filter(({ of, phrase }) => {
    return 'recordId' in of || isOfOneSense(said, meaningsOf(of), phrase)
  })
}

function bestOf(
  fits: readonly Fit<Wording>[],
  floor: Floor,
  context: ClaimContext,
): readonly Wording[] {
  // What goes on from the clause before must leave nothing of it unsaid.
  const goesOn = context.told !== context.own && context.carried !== ''
  const asked = goesOn ? { ...floor, explained: Math.max(floor.explained, goingOn) } : floor
  const enough = fits.filter((one) => isEnough(one, asked) && asksTime(one) <= saysTime(context))
  const [first] = enough
  if (first === undefined) return []
  // 列出问题清单和责任清单 says more than 责任清单, where both are there whole.
  const best =
    enough.find(
      (one) => (says(one, first) || saysMore(one, first)) && scoreOf(one) >= scoreOf(first),
    ) ?? first
  const narrower = narrowerOf(best, fits, context)
  if (narrower !== null) return [narrower]
  const near = enough.filter(
    (one) => one === best || (scoreOf(best) - scoreOf(one) < leadMin && !saysMore(best, one)),
  )
  return near.every((one) => isKin(one, best)) ? near.map(({ of }) => of) : []
}

/** 机关党员大会 is meant where it is said whole, and not the 党员大会 within it. */
function saysMore(one: Fit<Wording>, other: Fit<Wording>): boolean {
  return one.phrase !== other.phrase && one.inAll === 1 && one.phrase.includes(other.phrase)
}

/** A duty whose phrase says all that the one of a figure says, and more. */
function says(one: Fit<Wording>, other: Fit<Wording>): boolean {
  const isLonger = one.phrase !== other.phrase && one.phrase.includes(other.phrase)
  return isLonger && 'dutyId' in one.of && 'figureId' in other.of
}

/** 按期整改 says more than 整改: a wording of time is meant only where time is spoken of. */
function asksTime({ phrase }: Fit<Wording>): number {
  return TIME.test(phrase) ? 1 : 0
}

function saysTime({ timing, part }: ClaimContext): number {
  return timing === null && part === null ? 0 : 1
}

const TIME = /按[时期]|如期|及时|期限内|时限内/

function isEnough(fit: Fit<Wording>, floor: Floor): boolean {
  const { covered, explained, inAll, unknown } = fit
  if (unknown > floor.unknown) return false
  // 研讨8次: all of the few words are meant, and the rest of the wording stands before them.
  const isBrief = floor.whole !== true && explained >= briefly.explained && inAll >= briefly.inAll
  return covered >= (isBrief ? briefly.covered : floor.covered) && explained >= floor.explained
}

/** Two that speak of the same: a duty and the figure by which it is kept, or the same wording. */
function isKin(one: Fit<Wording>, other: Fit<Wording>): boolean {
  return one.phrase === other.phrase || aboutOf(one.of) === aboutOf(other.of)
}

function aboutOf(of: Wording): string {
  if ('figureId' in of) return of.figureId
  if ('dutyId' in of) return of.about ?? of.dutyId
  return of.recordId
}

/** 查摆问题14个 under 纠治形式主义 is about the problems of formalism. */
function narrowerOf(
  { of: best }: Fit<Wording>,
  fits: readonly Fit<Wording>[],
  { own, carried, heading }: ClaimContext,
): Wording | null {
  if (!('figureId' in best)) return null
  const general = new Set([best.label.zh, ...best.phrases].flatMap(pairsOf))
  // 未因照搬照抄受到通报，受到通报批评1次: what was denied narrows nothing.
  const before = carried.split('，').filter((clause) => !denies(clause))
  const around = new Set([own, ...before, heading].flatMap(pairsOf))
  const said = new Set(pairsOf(own))
  const meant = fits.filter(({ of, inAll, phrase }) => {
    if (!('figureId' in of) || !of.within.includes(best.figureId)) return false
    const special = pairsOf(phrase).filter((pair) => !general.has(pair))
    // What the claim itself says has been weighed already.
    if (inAll < narrowerMin || special.every((pair) => said.has(pair))) return false
    return special.every((pair) => around.has(pair))
  })
  return meant.length === 1 ? (meant[0]?.of ?? null) : null
}
