import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import type { Change } from './propose-change.ts'
import { contextOf } from './propose-context.ts'
import type { ClaimContext, TextAtHand } from './propose-context.ts'
import { Likeness, pairsOf, scoreOf } from './propose-likeness.ts'
import type { Fit, Spoken, Words } from './propose-likeness.ts'
import { asDone, isOfOneSense, saysUndone } from './propose-senses.ts'
import type { Quantity, ReadClaim } from './reading.ts'
import type { DutyWording, FigureClaim, RecordWording, Wording } from './wording.ts'

/** What a claim most likely rests on, as a claim of a template says it. */
export type Proposal =
  | {
      readonly by: 'figure' | FigureClaim
      readonly id: string
      /** Part of the year that is meant, as a period without its year; null: all of it. */
      readonly part: string | null
      /** How the number is held against the year before; absent: it is not. */
      readonly changes?: readonly Change[]
      /** Days on each of which one of what is counted was; absent: none is named. */
      readonly days?: readonly string[]
    }
  | {
      readonly by: 'duty'
      readonly id: string
      /** The figure whose number is stated of each; null where the claim states none. */
      readonly figure: string | null
      /** Of how many it is said; null where the claim does not say. */
      readonly all: number | null
      /** It is said not to be kept; absent: it is said to be. */
      readonly undone?: Undone
    }
  | { readonly by: 'record'; readonly id: string }
  /** A figure of which a record is to be dated so. */
  | { readonly by: 'onDay'; readonly id: string; readonly day: string }

/** In what a duty is said not to have been kept. */
export interface Undone {
  /** By how many; null where it is not said. */
  readonly short: number | null
  /** In which of its windows, as a period without its year; null: in the year. */
  readonly window: string | null
  /** The days of what speaks against it. */
  readonly days: readonly string[]
}

/** What a claim about everyone states: how many they are, and what each of them did. */
export interface StatedNumbers {
  readonly all: Quantity | null
  readonly each: Quantity | null
}

/** A claim that states neither. */
export const noNumbers: StatedNumbers = { all: null, each: null }

/** Proposes what a claim rests on; null when unsure. */
export type BasisProposer = (
  at: TextAtHand,
  claim: ReadClaim,
  numbers?: StatedNumbers,
) => Proposal | null

/** Below this a claim stays unbound: a wrong binding is worse than none. */
interface Floor {
  /** So much of a wording must be there. */
  readonly covered: number
  /** So much of the claim must be said by it. */
  readonly explained: number
}

const floors = {
  count: { covered: 0.66, explained: 0.66 },
  none: { covered: 0.66, explained: 0.66 },
  everyone: { covered: 0.66, explained: 0.62 },
  compare: { covered: 0.6, explained: 0.5 },
  list: { covered: 0.72, explained: 0.7 },
  undone: { covered: 0.62, explained: 0.55 },
  record: { covered: 0.75, explained: 0.8 },
} satisfies Record<string, Floor>

/** So much must be explained of a claim that goes on from the clause before. */
const goingOn = 0.75
/** What is enough of a wording where the claim says nothing that the wording does not. */
const briefly = { covered: 0.45, inAll: 0.7, explained: 0.8 }
/** Characters of a claim at most. */
const charactersMax = 300
/** The best must be so much likelier than the next that speaks of something else. */
const leadMin = 0.04
/** Of a narrower figure so much must be said, in the sentence or above it. */
const narrowerMin = 0.85

/**
 * Proposes what claims rest on, by the wordings of figures, duties and records: each kind of claim
 * goes to what can bear it out, and only where number, window, days and scope agree. The same
 * text and wordings give the same answer, and a text full of claims costs no more than reading it.
 */
export function basisProposer(wordings: readonly Wording[], year: number | null): BasisProposer {
  const likeness = new Likeness(wordings.map(spokenOf))
  return (at, claim, numbers = noNumbers) => {
    // What nobody says in one breath is no assertion, and each must cost about the same.
    if (claim.end - claim.start > charactersMax) return null
    const context = contextOf(at, claim, { year })
    if (context.isRule || context.quoted) return null
    if (context.undone) {
      return (
        (claim.kind === 'problem' ? proposeRecord(claim.kind, year, context, likeness) : null) ??
        proposeUndone(claim, context, likeness)
      )
    }
    // An assurance says 没有 of what the wordings name.
    const own = claim.kind === 'none' ? context.own.replaceAll(NOTHING, '') : context.own
    const find: Find = (may, floor) =>
      bestOf(ofOneSense(likeness.fits(context, may), { ...context, own }), floor, context)
    switch (claim.kind) {
      case 'count':
        return proposeCount(claim, context, find)
      case 'none':
        return proposeNone(context, find)
      case 'everyone':
        return proposeEveryone(numbers, context, find)
      case 'compare':
        return proposeCompare(context, find)
      case 'list':
        return proposeDeed(context, find)
      case 'event':
        return (
          proposeRecord(claim.kind, year, context, likeness) ?? proposeOnDay(year, context, find)
        )
      case 'plan':
      case 'problem':
        return proposeRecord(claim.kind, year, context, likeness)
    }
  }
}

/** The wordings among `may` that fit well enough and speak of one thing, best first. */
type Find = (may: (of: Wording) => boolean, floor: Floor) => readonly Wording[]

function spokenOf(of: Wording): Spoken<Wording> {
  if ('recordId' in of) return { of, phrases: [of.title], says: of.says }
  return { of, phrases: [of.label.zh, ...of.phrases] }
}

const NOTHING = /没有|[未无没]/g

/** Those that mean what is said, whatever they share with it. */
function ofOneSense(
  fits: readonly Fit<Wording>[],
  { own, told, carried, heading }: Words,
): readonly Fit<Wording>[] {
  // What is named in 《》 is neither done nor does it.
  const said = own.replaceAll(/《[^》]*》/g, '')
  const around = [heading, carried, told, own].join('\u3000')
  return fits.filter(({ of, phrase }) => {
    if ('recordId' in of) return true
    return isOfOneSense(
      { own: said, around, sentence: carried + said },
      { phrase, phrases: [of.label.zh, ...of.phrases] },
    )
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
  const best = enough.find((one) => says(one, first) && scoreOf(one) >= scoreOf(first)) ?? first
  const narrower = narrowerOf(best, fits, context)
  if (narrower !== null) return [narrower]
  const near = enough.filter(
    (one) => one === best || (scoreOf(best) - scoreOf(one) < leadMin && !says(best, one)),
  )
  return near.every((one) => isKin(one, best)) ? near.map(({ of }) => of) : []
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

function isEnough({ covered, explained, inAll }: Fit<Wording>, floor: Floor): boolean {
  // 研讨8次: all of the few words are meant, and the rest of the wording stands before them.
  const isBrief = explained >= briefly.explained && inAll >= briefly.inAll
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
  const around = new Set([own, carried, heading].flatMap(pairsOf))
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

function proposeCount({ quantity }: ReadClaim, context: ClaimContext, find: Find): Proposal | null {
  if (quantity === null || context.ofSome) return null
  const { per, part, changes, days } = context
  if (context.difference && changes === 'none') return null
  if (changes === 'within' || changes === 'unclear') return null
  if (part === 'other' || per === 'other') return null
  if (per !== null && per !== 'year') {
    return part === null ? ofDuty(find((of) => isOwed(of, per, quantity), floors.count)) : null
  }
  const counts = (of: Wording) => 'figureId' in of && unitsAgree(quantity.unit, of.unit)
  const [figure] = find(counts, floors.count)
  if (figure === undefined || !('figureId' in figure)) return null
  // What is counted of each person is stated of each, or of all together where that is said.
  if (figure.ofEach && !OF_PERSONS.test(context.own)) return null
  // What a part of the year is held against is a part too, and nothing counts it.
  if (changes !== 'none' && part !== null) return null
  return {
    by: 'figure',
    id: figure.figureId,
    part,
    ...(changes === 'none' ? {} : { changes }),
    ...(days === null ? {} : { days }),
  }
}

const OF_PERSONS = /均|每人|每[名位]|人人|分别|[共总合累]计?/

/** 每月召开1次: a duty that asks for no less in each such window. */
function isOwed(of: Wording, per: Asserted['per'], { value, unit, blank }: Quantity): boolean {
  if (!('dutyId' in of) || of.figure === null || !unitsAgree(unit, of.figure.unit)) return false
  const { manner, per: owed, atLeast = 0 } = of.asserted
  if (manner !== 'often' && manner !== 'everyone') return false
  return owed === per && !blank && value !== null && value <= atLeast
}

function ofDuty([first]: readonly Wording[]): Proposal | null {
  return first !== undefined && 'dutyId' in first
    ? { by: 'duty', id: first.dutyId, figure: null, all: null }
    : null
}

function proposeNone(context: ClaimContext, find: Find): Proposal | null {
  if (context.part !== null || context.ofSome) return null
  const found = find(
    (of) => manner(of) === 'none' || ('figureId' in of && of.bears.includes('none')),
    floors.none,
  )
  return preferred(found, ['duty', 'none'])
}

function proposeEveryone(
  { all, each }: StatedNumbers,
  context: ClaimContext,
  find: Find,
): Proposal | null {
  if (context.part !== null || context.ofSome || context.changes !== 'none') return null
  const per = context.per ?? 'year'
  const [duty] = find((of) => {
    if (manner(of) === 'each') return context.per === null && each === null
    if (!('dutyId' in of) || manner(of) !== 'everyone' || of.asserted.per !== per) return false
    if (of.asserted.ofOffices === true && OF_PEOPLE.test(context.own)) return false
    return each === null || isAsked(each, of)
  }, floors.everyone)
  if (duty === undefined || !('dutyId' in duty)) return null
  const { dutyId: id, figure } = duty
  const stated = each !== null && figure?.ofEach === true ? figure.id : null
  return { by: 'duty', id, figure: stated, all: all?.value ?? null }
}

/** 全体党员均…: what each branch owes is not what each member did. */
const OF_PEOPLE =
  /(?:全体|全部|每[名位个]|各位)(?:党员|干部|职工|成员)|(?:党员|干部|职工|成员|人员)(?:均|都|全部|全员|人人)/

/** What is stated of each is a number that the ledger has, or no more than the duty asks. */
function isAsked({ unit, value }: Quantity, { figure, asserted }: DutyWording): boolean {
  if (figure === null || !unitsAgree(unit, figure.unit)) return false
  return figure.ofEach || (value !== null && value <= (asserted.atLeast ?? 0))
}

function proposeCompare(context: ClaimContext, find: Find): Proposal | null {
  const { own } = context
  const fewer = FEWER.test(own) && !MORE.test(own.replaceAll(/只减不增|[没未]有?增加|不增加?/g, ''))
  // How much less is a number of its own, and no figure says it.
  if (!fewer || context.ofSome || /\d[^年\d]/.test(own) || context.part !== null) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('compare'), floors.compare)
  return figure !== undefined && 'figureId' in figure
    ? { by: 'compare', id: figure.figureId, part: null }
    : null
}

const FEWER = /只减不增|不增|减少|下降|压减|精简|降低|少于|持平|[没未]有?增加|不超过|低于|只降不升/
const MORE = /增加|增长|上升|提高|多于|超过|高于/

/** Words by which a deed is said of every one there is. */
const OF_EACH =
  /每[一]?[次项条个件场名]|均|都|全部|一律|逐[条一项个件人]|件件|次次|无一例外|各[项级类处室科党支]|全体|全员/

function proposeDeed(context: ClaimContext, find: Find): Proposal | null {
  const { per, part, timing, own } = context
  if (
    context.ofSome ||
    part === 'other' ||
    part === 'last' ||
    per === 'other' ||
    /\d/.test(own.replaceAll(YEAR, ''))
  )
    return null
  const found = find((of) => mayBeDone(of, context), floors.list)
  const asksAll = per !== null || timing !== null || OF_EACH.test(own)
  return preferred(found, asksAll ? ['duty'] : ['some', 'exists', 'duty'], part)
}

const YEAR = /(?:20\d{2}年度?|\d{1,2}月(?:\d{1,2}日|底)?)/g

/** A deed is borne out by what asks neither less nor more than it says. */
function mayBeDone(of: Wording, { per, part, timing, own }: ClaimContext): boolean {
  if ('recordId' in of) return false
  const ofEach = OF_EACH.test(own)
  if ('figureId' in of) {
    return of.bears.includes('exists') && per === null && timing === null && !ofEach
  }
  const { manner: how, per: owed } = of.asserted
  if (how === 'timely') return per === null && isTimely(of.asserted, { timing, part })
  if (part !== null) return false
  switch (how) {
    case 'done':
      return (per === null || per === 'year') && timing === null && !ofEach
    case 'often':
      return owed === per && timing === null
    case 'everyone':
      return ofEach && owed === (per ?? 'year') && timing?.to === undefined
    case 'each':
      return per === null && (timing === null || timing.to === null)
    case 'held':
      return per === null && timing === null
    default:
      return false
  }
}

const quarters: Readonly<Record<string, readonly [from: string, to: string]>> = {
  Q1: ['01-01', '03-31'],
  Q2: ['04-01', '06-30'],
  Q3: ['07-01', '09-30'],
  Q4: ['10-01', '12-31'],
  H1: ['01-01', '06-30'],
  H2: ['07-01', '12-31'],
}

/** By its day, in its season, or in time where no day is said. */
function isTimely(
  { from, to }: Asserted,
  { timing, part }: Pick<ClaimContext, 'timing' | 'part'>,
): boolean {
  if (part !== null) {
    const [first, last] = quarters[part] ?? []
    return first !== undefined && from === first && to === last
  }
  if (timing === null) return false
  if (timing.early) return from === undefined && to !== undefined && to <= '03-31'
  return timing.to === null || (from === undefined && timing.to === to)
}

/** Of several that speak of the same, the first that is meant. */
function preferred(
  found: readonly Wording[],
  order: readonly ('duty' | 'some' | 'exists' | 'none')[],
  part: string | null = null,
): Proposal | null {
  for (const wanted of order) {
    for (const of of found) {
      if ('recordId' in of) continue
      if ('figureId' in of) {
        if (wanted === 'exists' || wanted === 'none') return { by: wanted, id: of.figureId, part }
      } else if (wanted === 'duty' || (wanted === 'some' && isOnce(of))) {
        return { by: 'duty', id: of.dutyId, figure: null, all: null }
      }
    }
  }
  return null
}

/** 尚未完成, 有3项没有按时办结: said of a duty that is not kept. */
function proposeUndone(
  { kind, quantity }: ReadClaim,
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const { ofSome, part, per, own, days } = context
  if (ofSome || part === 'other' || part === 'last' || per === 'other') return null
  const short = quantity?.value ?? null
  if (kind === 'count') {
    const [before = '', after = ''] = own.split('\u3000').slice(-2)
    // 没有完成3项 may mean that there was less, or more.
    if (short === null || quantity?.comparator !== '=') return null
    if (saysUndone(before) || !saysUndone(after)) return null
  } else if (/\d/.test(own.replaceAll(YEAR, ''))) {
    return null
  }
  const words = wordsDone(context)
  const fits = likeness.fits(words, (of) => mayBeUndone(of, { ...context, own: words.own, short }))
  const [duty] = bestOf(ofOneSense(fits, words), floors.undone, { ...context, ...words })
  if (duty === undefined || !('dutyId' in duty)) return null
  const window = manner(duty) === 'each' ? null : part
  const undone = { short, window, days: days ?? [] }
  return { by: 'duty', id: duty.dutyId, figure: null, all: null, undone }
}

/** The words of what was to be done; where the claim only says that it was not, those before it. */
function wordsDone(context: ClaimContext): Words {
  const own = asDone(context.own)
  if (!isBare(own)) return { ...context, own, told: asDone(context.told) }
  const { carried, heading } = context
  const clauses = carried.split('，')
  const from = clauses.findLastIndex((clause) => !isBare(clause))
  const meant = clauses.slice(Math.max(0, from)).join('，')
  return { own: `${meant}${own}`, told: meant, carried: '', heading }
}

/** Says that something was or was not done, and not what. */
function isBare(words: string): boolean {
  return words.replaceAll(BARELY, '').replaceAll(/[^\u3400-\u9fff]/g, '').length <= 1
}

const BARELY =
  /达到|规定|要求|次数|时限|按[时期]|如期|完成|其中|仍|还|有|的|[\d一二三四五六七八九十两]+|[人项个件名次条]/g

function mayBeUndone(
  of: Wording,
  { per, part, timing, own, days, short }: ClaimContext & { readonly short: number | null },
): boolean {
  if (!('dutyId' in of)) return false
  const { manner: how, per: owed } = of.asserted
  const isInTime = timing !== null || IN_TIME.test(own)
  switch (how) {
    case 'timely':
      return isInTime && per === null && isTimely(of.asserted, { timing, part })
    case 'each':
      // Days say more exactly when it was than a part of the year somewhere before.
      return (part === null || days !== null) && per === null
    case 'everyone':
      if (part !== null || owed !== (per ?? 'year')) return false
      return short !== null ? of.asserted.ofOffices !== true : OF_EACH.test(own)
    case 'often':
      if (short !== null || isInTime) return false
      return part === null ? per === owed : windowOf(part) === owed
    case 'done':
      return isOnce(of) && short === null && part === null && per === null && !isInTime
    default:
      return false
  }
}

const IN_TIME = /按[时期]|如期|时限|期限|实施前|前完成/

function windowOf(part: string): Asserted['per'] {
  if (part.startsWith('Q')) return 'quarter'
  return part.startsWith('H') ? 'half-year' : 'month'
}

/** Asks no more than that there is one. */
function isOnce({ asserted: { manner: how, atLeast } }: DutyWording): boolean {
  return how === 'done' && atLeast === 1
}

function manner(of: Wording): Asserted['manner'] | null {
  return 'dutyId' in of ? of.asserted.manner : null
}

/** 8月25日组织开展自查: of what a figure counts there is something on that day. */
function proposeOnDay(year: number | null, context: ClaimContext, find: Find): Proposal | null {
  const { own, ofSome, per } = context
  const day = dayIn(own, year)
  if (day === null || ofSome || per !== null || OF_EACH.test(own)) return null
  if (/\d/.test(own.replace(DAY, ''))) return null
  const [figure] = find((of) => 'figureId' in of && of.bears.includes('exists'), floors.list)
  return figure !== undefined && 'figureId' in figure
    ? { by: 'onDay', id: figure.figureId, day }
    : null
}

/** A record is meant where its title is named and everything else that is said stands in it. */
function proposeRecord(
  kind: RecordWording['kind'],
  year: number | null,
  context: ClaimContext,
  likeness: Likeness<Wording>,
): Proposal | null {
  const day = kind === 'event' ? dayIn(context.own, year) : null
  if (kind === 'event' && day === null) return null
  // What became of last year's problems is said of records of last year.
  if (kind === 'problem' && /[上去]一?年度?[^，。；]{0,6}问题/.test(context.heading)) return null
  const fits = likeness
    .fits(context, (of) => 'recordId' in of && of.kind === kind && (day === null || of.day === day))
    .filter(({ of, inAll, explained }) => {
      const { covered, explained: floor } = floors.record
      return inAll >= covered && explained >= floor && 'recordId' in of && hasNames(of, context)
    })
  const [best, second] = fits
  if (best === undefined || !('recordId' in best.of)) return null
  const lead = best.inAll + best.explained - ((second?.inAll ?? 0) + (second?.explained ?? 0))
  return second === undefined || lead >= leadMin ? { by: 'record', id: best.of.recordId } : null
}

/** Every number and name of the claim stands in the record too: a day, a share, a title. */
function hasNames({ title, says, day }: RecordWording, { own }: ClaimContext): boolean {
  const said = [title, ...says, day].join('\u3000')
  const numbers = new Set((said.match(/\d+/g) ?? []).map(Number))
  const named = [...own.matchAll(NAMED)].map(([, one = '', other = one]) => other || one)
  return (
    (own.match(/\d+/g) ?? []).every((digits) => numbers.has(Number(digits))) &&
    named.every((name) => said.includes(name))
  )
}

const NAMED = /《([^《》]+)》|“([^“”]+)”/g

const DAY = /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日/

function dayIn(own: string, year: number | null): string | null {
  const [, named = year, month, day] = DAY.exec(own) ?? []
  if (named === null || month === undefined || day === undefined) return null
  return `${named}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

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

function unitsAgree(a: string, b: string): boolean {
  return a === b || UNIT_FAMILIES.some((family) => family.has(a) && family.has(b))
}
