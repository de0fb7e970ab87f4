import type { ReadClaim } from '../read/reading.ts'
import type { ClaimContext, TextAtHand } from './claim-context.ts'
import { contextOf } from './claim-context.ts'
import { COMPARING } from './filler.ts'
import type { Find } from './likeliest.ts'
import { alikeAmong, likeliest } from './likeliest.ts'
import type { Fit, Spoken } from './likeness.ts'
import { Likeness } from './likeness.ts'
import type { Proposal } from './proposal.ts'
import { proposeCompare } from './propose-compare.ts'
import { proposeCount, proposeInEach } from './propose-count.ts'
import { proposeDeed, proposeNone } from './propose-deed.ts'
import type { StatedNumbers } from './propose-everyone.ts'
import { noNumbers, proposeEveryone } from './propose-everyone.ts'
import { planProposer } from './propose-plan.ts'
import { problemProposer } from './propose-problem.ts'
import { proposeOnDay, proposeRecord, saysWhen } from './propose-record.ts'
import { proposeExcepted, proposeUndone, saysExcepted } from './propose-undone.ts'
import { asAffirmed } from './senses.ts'
import { smallNumber } from './small-number.ts'
import type { Wording } from './wording.ts'

/** Proposes what a claim rests on; null when unsure. */
export type BasisProposer = (
  at: TextAtHand,
  claim: ReadClaim,
  numbers?: StatedNumbers,
) => Proposal | null

/** Characters of a claim at most. */
const charactersMax = 300

/**
 * Proposes what claims rest on, by the wordings of figures, duties and records: each kind of claim
 * goes to what can bear it out, and only where number, window, days and scope agree. The same
 * text and wordings give the same answer, and a text full of claims costs no more than reading it.
 */
export function basisProposer(wordings: readonly Wording[], year: number | null): BasisProposer {
  const likeness = new Likeness(wordings.map(spokenOf))
  const isWide = wideAmong(wordings)
  const plan = planProposer(wordings, year)
  const problem = problemProposer(wordings)
  const admitted = (context: ClaimContext) =>
    // Below the problems some say at once what is to be done about them.
    problem(context) ?? (ANNOUNCES.test(context.own) ? plan(context.own) : null)
  return (at, claim, numbers = noNumbers) => {
    // What nobody says in one breath is no assertion, and each must cost about the same.
    if (claim.end - claim.start > charactersMax) return null
    const context = contextOf(at, claim, { year })
    if (context.isAskedOnly || context.quoted || NOT_ALL.test(context.own)) return null
    if (saysExcepted(context.own)) return proposeExcepted(context, likeness)
    const affirmed = asAffirmed(context.own)
    if (affirmed !== null) {
      // The number in such words (五名成员没有一人不…) is of how many they are.
      if (claim.kind === 'count') return null
      const words = { ...context, own: affirmed, told: affirmed }
      return proposeEveryone(howMany(affirmed), words, (may, floor) =>
        likeliest(likeness.fits(words, may), floor, words),
      )
    }
    if (context.undone) {
      return (
        (claim.kind === 'problem' ? admitted(context) : null) ??
        proposeUndone(claim, context, likeness)
      )
    }
    const bare = (words: string) => withoutAll(words, SAYING[claim.kind])
    const words = { ...context, told: bare(context.told) }
    const said = { ...context, own: bare(context.own) }
    // The same question is asked of the same wordings with several floors.
    const weighed = new Map<(of: Wording) => boolean, readonly Fit<Wording>[]>()
    const fitsOf = (may: (of: Wording) => boolean) => {
      const fits = weighed.get(may) ?? likeness.fits(words, may)
      weighed.set(may, fits)
      return fits
    }
    const find: Find = (may, floor) => likeliest(fitsOf(may), floor, context, said)
    const alike = (may: (of: Wording) => boolean) => alikeAmong(fitsOf(may))
    const dated = (): Proposal | null =>
      proposeRecord(year, context, likeness) ?? proposeOnDay(year, context, find)
    switch (claim.kind) {
      case 'count':
        return proposeCount(claim, context, { find, alike, isWide })
      case 'none':
        return proposeNone(context, find)
      case 'everyone':
        return (
          proposeEveryone(numbers, context, find) ??
          (numbers.all === null ? proposeInEach(numbers.each?.value ?? 1, context, find) : null)
        )
      case 'compare':
        return proposeCompare(context, find, year)
      case 'list':
        return saysWhen(context)
          ? dated()
          : (proposeDeed(context, find) ?? proposeInEach(1, context, find))
      case 'event':
        return dated()
      case 'plan':
        return plan(context.own)
      case 'problem':
        return admitted(context)
    }
  }
}

/** Whether so many others lie within a figure that words for it may well mean one of them. */
function wideAmong(wordings: readonly Wording[]): (figure: string) => boolean {
  const within = new Map<string, number>()
  for (const of of wordings) {
    if (!('figureId' in of)) continue
    for (const wider of of.within) within.set(wider, (within.get(wider) ?? 0) + 1)
  }
  return (figure) => (within.get(figure) ?? 0) >= severalWithin
}

const severalWithin = 3

/** 并非所有…, 不是每个…, 并未都…: how many did is left open. */
const NOT_ALL = /并非|(?<!是|要|无一)不是|并不是|未必|不都是?|不全是/

const ANNOUNCES = /^(?:下一步|下步|接下来|今后|明年|来年|20\d{2}年|将|拟)/

function spokenOf(of: Wording): Spoken<Wording> {
  if ('recordId' in of) return { of, phrases: [of.title], says: of.says }
  return { of, phrases: [of.label.zh, ...of.phrases] }
}

/** 班子五名成员均…: of how many words of everyone are said. */
function howMany(own: string): StatedNumbers {
  const [, number = '', unit = ''] = /([\d一二两三四五六七八九十]{1,3})([名个位项])/.exec(own) ?? []
  const value = smallNumber(number)
  if (value === null) return noNumbers
  return { all: { value, unit, comparator: '=', blank: false }, each: null }
}

function withoutAll(words: string, saying: RegExp | undefined): string {
  return saying === undefined ? words : words.replaceAll(saying, '\u3000')
}

/** What makes it a claim of its kind, which no wording has: 没有 in an assurance. */
const SAYING: Partial<Record<ReadClaim['kind'], RegExp>> = {
  none: /(?:没有|[未无没])(?:发现|出现|收到)?/g,
  compare: COMPARING,
}
