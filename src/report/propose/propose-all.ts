import type { ReadClaim, Reading } from '../read/reading.ts'
import { readChanges } from './changes.ts'
import { textAtHand } from './claim-context.ts'
import { countedIn, furtherClauses } from './further.ts'
import type { Telling } from './goes-on.ts'
import { leavesUnsaid } from './goes-on.ts'
import { saidOfNextYear } from './next-year.ts'
import type { Proposal } from './proposal.ts'
import { basisProposer } from './propose-basis.ts'
import type { StatedNumbers } from './propose-everyone.ts'
import { noNumbers } from './propose-everyone.ts'
import { toldApart } from './told-apart.ts'
import { windowsSaidBy } from './windows-said.ts'
import type { FigureClaim, RecordWording, Wording } from './wording.ts'

/** A reading, and what its claims and deeds most likely rest on, by id; others are absent. */
export interface BoundReading {
  /** As it was read, plans and problems told apart where the ledger knows a part of a sentence. */
  readonly reading: Reading
  readonly proposals: ReadonlyMap<string, Proposal>
}

/** Proposes what the claims and deeds of a reading rest on. */
export function proposeAll(
  text: string,
  reading: Reading,
  {
    wordings,
    year = null,
  }: { readonly wordings: readonly Wording[]; readonly year?: number | null },
): BoundReading {
  const propose = basisProposer(wordings, year)
  const at = textAtHand(text, reading.outline)
  const basisOf: BasisOf = (claim, numbers) => propose(at, claim, numbers)
  const claims = claimsApart(text, reading, { basisOf, year })
  const further = furtherDeeds(text, reading, basisOf)
  const deeds = [...reading.deeds, ...further]
    .map((deed) => asCounted(deed, basisOf))
    .sort((a, b) => a.start - b.start)
  const told = { text, claims, deeds, year }
  const proposals = boundInOrder(told, { basisOf, wider: widerOf(wordings) })
  // What was read as nothing and rests on nothing stays nothing.
  const isFurther = new Set(further.map(({ id }) => id))
  const known = deeds.filter(({ id }) => !isFurther.has(id) || proposals.has(id))
  const marked = markedWhere(text, [...claims, ...known], proposals, wordings)
  return { reading: { ...reading, claims, deeds: known }, proposals: marked }
}

/** What a claim of the text most likely rests on by itself; `numbers`: those that it states. */
type BasisOf = (claim: ReadClaim, numbers?: StatedNumbers) => Proposal | null

/** The claims, plans and problems told apart where the ledger knows only a part of one. */
function claimsApart(
  text: string,
  reading: Reading,
  { basisOf, year }: { readonly basisOf: BasisOf; readonly year: number | null },
): readonly ReadClaim[] {
  const later = year === null ? [] : saidOfNextYear(text, reading, year)
  const read = [...reading.claims, ...later].sort((a, b) => a.start - b.start || b.end - a.end)
  return read.flatMap((claim) => {
    if ((claim.kind !== 'plan' && claim.kind !== 'problem') || basisOf(claim)) return [claim]
    const parts = toldApart(claim, (part) => basisOf(part) !== null)
    return parts.length === 0 ? [claim] : parts
  })
}

/** Of what was read as nothing the ledger may know something: who signs is to see that, too. */
function furtherDeeds(text: string, reading: Reading, basisOf: BasisOf): readonly ReadClaim[] {
  return furtherClauses(text, reading).filter(
    (clause) =>
      basisOf(clause) !== null ||
      countedIn(clause) !== null ||
      windowsSaidBy(clauseOf(text, clause)) !== null,
  )
}

/** A deed that says how often, as the count that it is. */
function asCounted(deed: ReadClaim, basisOf: BasisOf): ReadClaim {
  const counted = countedIn(deed)
  return counted !== null && basisOf(counted) !== null ? counted : deed
}

/** All that a text says, in the year that it is of. */
interface Told {
  readonly text: string
  readonly claims: readonly ReadClaim[]
  readonly deeds: readonly ReadClaim[]
  readonly year: number | null
}

/** Binds one after the other: what a number was bound to tells of what is said of it behind. */
function boundInOrder(
  { text, claims, deeds, year }: Told,
  { basisOf, wider }: { readonly basisOf: BasisOf; readonly wider: Wider },
): ReadonlyMap<string, Proposal> {
  const bound = new Map<string, Proposal>()
  const { numbersOf, within } = numbersWithin(claims)
  let counted: Counted | null = null
  // Where the last number ends that rests on nothing: what goes on from it rests on nothing either.
  let unknownAt = -1
  let comparison = -1
  const inOrder = [...claims, ...deeds]
    .map(withoutItsNumber)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  for (const claim of inOrder) {
    if (counted !== null && isLastYears(text, claim, counted)) {
      bound.set(claim.id, lastYearOf(counted.proposal))
      bound.set(counted.id, alone(counted.proposal))
      counted = null
      continue
    }
    const around = within.get(claim.id)
    const proposal: Proposal | null =
      around === undefined
        ? (basisOf(claim, numbersOf.get(claim.id)) ??
          ofCompared(text, claim, { counted, year }) ??
          ofWindows(text, claim, counted))
        : ofNumberIn(around, claim, { text, year, bound, basisOf })
    if (claim.kind === 'compare') comparison = claim.end
    if (proposal === null || isPartOfOther(text, claim, { proposal, counted, unknownAt, wider })) {
      // A number within a comparison is not what is compared.
      if (claim.kind === 'count' && claim.start >= comparison && !isShare(claim)) {
        unknownAt = claim.end
        counted = null
      }
      continue
    }
    bound.set(claim.id, proposal)
    if (proposal.by !== 'figure') continue
    if (claim.kind === 'count') {
      const twice = counted !== null && isSameTwice(text, counted, { claim, proposal })
      if (twice !== false && counted !== null) bound.delete(counted.id)
      if (twice === 'both') bound.delete(claim.id)
      counted = { id: claim.id, end: claim.end, value: claim.quantity?.value ?? null, proposal }
    }
    // What the comparison says is held against the ledger there; the number stands by itself.
    else if (counted !== null && isHeldTo(counted, claim, proposal)) {
      bound.set(counted.id, alone(counted.proposal))
      if (claim.kind === 'compare' && counted.value !== null) {
        bound.set(claim.id, { ...proposal, stated: counted.value })
      }
    }
  }
  return bound
}

/** What a number rests on that stands in a claim whose numbers are its own (`holding`). */
function ofNumberIn(
  around: ReadClaim,
  claim: ReadClaim,
  {
    text,
    year,
    bound,
    basisOf,
  }: Pick<Told, 'text' | 'year'> & {
    readonly bound: ReadonlyMap<string, Proposal>
    readonly basisOf: BasisOf
  },
): Proposal | null {
  const whole = bound.get(around.id)
  // The same as the claim itself, where that bears numbers out.
  if (whole !== undefined && (around.kind === 'everyone' || whole.by === 'record')) return whole
  switch (around.kind) {
    case 'everyone':
      // 各支部共召开36次 says what all have together, 均召开4次 what each has.
      return saysTogether(text, claim) ? basisOf(claim) : null
    case 'event':
      // 12月25日5人述责述廉: so many in all, and all of them on that day.
      return onThatDay(basisOf(claim), around, year)
    case 'problem':
      // 有3项没有按时完成 admits a problem by its number.
      return undoneOnly(basisOf(claim))
    default:
      return null
  }
}

/** Marks those whose sentence goes on to say of the same what rests on nothing. */
function markedWhere(
  text: string,
  claims: readonly ReadClaim[],
  proposals: ReadonlyMap<string, Proposal>,
  wordings: readonly Wording[],
): ReadonlyMap<string, Proposal> {
  const records = new Map(
    wordings.flatMap((of) => ('recordId' in of ? [[of.recordId, of] as const] : [])),
  )
  const bound = claims.filter(({ id }) => proposals.has(id))
  const said = new Uint8Array(text.length)
  for (const { id, start, end } of bound) {
    // A number that may be of something else bears nothing out.
    const proposal = proposals.get(id)
    if (proposal?.by !== 'figure' || proposal.unsure !== true) said.fill(1, start, end)
  }
  const isSaid = (start: number, end: number) => said.subarray(start, end).includes(1)
  const marked = new Map(proposals)
  for (const claim of bound) {
    const proposal = proposals.get(claim.id)
    if (proposal === undefined || claim.kind === 'plan' || claim.kind === 'problem') continue
    const by = tellingOf(claim, proposal, records)
    if (leavesUnsaid(text, { ...claim, by }, isSaid))
      marked.set(claim.id, { ...proposal, goesOn: true })
  }
  return marked
}

function tellingOf(
  { kind }: ReadClaim,
  proposal: Proposal,
  records: ReadonlyMap<string, RecordWording>,
): Telling {
  if (proposal.by === 'record') {
    const { title = '', says = [] } = records.get(proposal.id) ?? {}
    return { numbers: new Set(([title, ...says].join(' ').match(/\d+/g) ?? []).map(Number)) }
  }
  return kind === 'list' && (proposal.by === 'exists' || proposal.by === 'duty') ? 'deed' : 'other'
}

/** 按时率九成二: a share is of what was counted before it, and counts nothing by itself. */
function isShare({ quantity }: ReadClaim): boolean {
  return /^(?:%|成|倍|个?百分点)$/.test(quantity?.unit ?? '')
}

/** The number last bound to a figure. */
interface Counted {
  readonly id: string
  readonly end: number
  /** The number itself; null where it is blank. */
  readonly value: number | null
  readonly proposal: OfFigure
}

/**
 * 48项按时完成46项, 请示2件、报告3件: one figure has no two numbers. The first is what there was to be
 * done; of what stands side by side both count something else.
 */
function isSameTwice(
  text: string,
  before: Counted,
  { claim, proposal }: { readonly claim: ReadClaim; readonly proposal: OfFigure },
): 'first' | 'both' | false {
  const between = text.slice(before.end, claim.start)
  const isSame = before.proposal.id === proposal.id && before.proposal.part === proposal.part
  if (!isSame || claim.start < before.end || /[，。；：！？（）\n]/.test(between)) return false
  if (proposal.changes !== undefined || before.proposal.changes !== undefined) return false
  return /[、和及与]/.test(between) ? 'both' : 'first'
}

type OfFigure = Extract<Proposal, { readonly by: 'figure' | FigureClaim }>

/** Whether a comparison says how the number before it is held against the year before. */
function isHeldTo(
  { proposal, end }: Counted,
  { kind, start }: ReadClaim,
  compares: OfFigure,
): boolean {
  const isNear = start >= end && start - end <= comparedReach
  return compares === proposal || (kind === 'compare' && isNear && compares.id === proposal.id)
}

/** 182件（较上年减少34件）is read from its number on; what is compared begins in the brackets. */
function withoutItsNumber(claim: ReadClaim): ReadClaim {
  const [number = ''] = claim.kind === 'compare' ? (NUMBER_FIRST.exec(claim.text) ?? []) : []
  if (number === '') return claim
  const text = claim.text.slice(number.length).replace(/）$/, '')
  const start = claim.start + number.length
  return { ...claim, start, end: start + text.length, text }
}

const NUMBER_FIRST = /^[^，。；：（）]*\d[\u3400-\u9fff]{1,2}（/

/** 提醒谈话34次，上年36次: the last number is that of the year before, and no more is said of it. */
function isLastYears(
  text: string,
  { kind, start }: ReadClaim,
  { end, proposal }: Counted,
): boolean {
  const [change, more] = proposal.changes ?? []
  if (kind !== 'count' || change === undefined || more !== undefined) return false
  const { by, rate, course, times } = change
  if (by !== null || rate !== null || course !== null || times !== undefined) return false
  return /^[，、（](?:而|其中)?(?:去年|[上头]一?年度?)[^，。；：！？（）\n\d]*$/.test(
    text.slice(end, start),
  )
}

function alone({ changes: _compared, ...number }: OfFigure): OfFigure {
  return number
}

/** The number of the year before, where it stands by itself, answers for that year. */
function lastYearOf({ id, others }: OfFigure): Proposal {
  return { by: 'figure', id, part: 'last', ...(others === undefined ? {} : { others }) }
}

function undoneOnly(proposal: Proposal | null): Proposal | null {
  return proposal?.by === 'duty' && proposal.undone !== undefined ? proposal : null
}

function onThatDay(
  proposal: Proposal | null,
  { text }: ReadClaim,
  year: number | null,
): Proposal | null {
  const [, month = '', day = ''] = /(?<!\d年)(\d{1,2})月(\d{1,2})日/.exec(text) ?? []
  if (proposal?.by !== 'figure' || proposal.part !== null || year === null || day === '')
    return null
  if (proposal.changes !== undefined || proposal.bounds !== undefined) return null
  const on = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  return { ...proposal, unsure: true, days: [on], noOther: true }
}

/** 较上年减少2次 right after a number says how that number is held against the year before. */
function ofCompared(
  text: string,
  { kind, start, end }: ReadClaim,
  { counted, year }: { readonly counted: Counted | null; readonly year: number | null },
): Proposal | null {
  if (kind !== 'compare' || counted?.proposal.changes === undefined) return null
  if (start - counted.end > comparedReach) return null
  if (/[。！？；\n]/.test(text.slice(counted.end, start))) return null
  // 把下级叫来开的会比去年少了6次 has a subject of its own.
  const beside = text.slice(Math.max(0, counted.end - comparedReach), start)
  return readChanges([text.slice(start, end)], year, beside) === 'unclear' ? null : counted.proposal
}

const comparedReach = 60

/** 召开4次，每个季度都安排了一次: in which parts of the year, of what was counted before it. */
function ofWindows(text: string, claim: ReadClaim, counted: Counted | null): Proposal | null {
  if (counted === null || counted.proposal.part !== null || claim.start < counted.end) return null
  if (/[。！？；\n]/.test(text.slice(counted.end, claim.start))) return null
  if (claim.start - counted.end > comparedReach) return null
  const said = windowsSaidBy(clauseOf(text, claim))
  return said === null ? null : { by: 'inEach', id: counted.proposal.id, ...said }
}

/** The clause that a claim stands in. */
function clauseOf(text: string, { start, end }: Pick<ReadClaim, 'start' | 'end'>): string {
  const from = text.slice(Math.max(0, start - comparedReach), start)
  const before = /[^，。；：！？\n]*$/.exec(from)?.[0] ?? ''
  const after = /^[^，。；：！？\n]*/.exec(text.slice(end, end + comparedReach))?.[0] ?? ''
  return before + text.slice(start, end) + after
}

/** The figures that count the same and more of it, by figure. */
type Wider = ReadonlyMap<string, readonly string[]>

function widerOf(wordings: readonly Wording[]): Wider {
  return new Map(wordings.flatMap((of) => ('figureId' in of ? [[of.figureId, of.within]] : [])))
}

/**
 * 新增设备17台，其中电脑5台: a part of what was just counted is not that, and is nothing that does
 * not count less of it (集中学习50次，其中研讨11次 says nothing of the study group).
 */
function isPartOfOther(
  text: string,
  { start }: ReadClaim,
  {
    proposal,
    counted: last,
    unknownAt,
    wider,
  }: {
    readonly proposal: Proposal
    readonly counted: Counted | null
    readonly unknownAt: number
    readonly wider: Wider
  },
): boolean {
  if (proposal.by !== 'figure') return false
  const from = Math.max(last?.end ?? unknownAt, start - comparedReach, 0)
  if (!/^[^。！？；\n]*其中[^，。；\n]*$/.test(text.slice(from, start))) return false
  if (last === null) return unknownAt >= 0 && from === unknownAt
  if (proposal.id === last.proposal.id) return proposal.part === last.proposal.part
  return !(wider.get(proposal.id) ?? []).includes(last.proposal.id)
}

/** Claims whose numbers are theirs: of each, of one day, of another year. */
const holding: ReadonlySet<ReadClaim['kind']> = new Set(['everyone', 'event', 'plan', 'problem'])

/** Where a claim about everyone turns from who they are to what they did. */
const TURN = /均|都|全部|全员|每[人名位个]|人人|一律|件件|逐/

/** The numbers that each such claim states, and the claim that a number stands in. */
function numbersWithin(claims: readonly ReadClaim[]) {
  const numbersOf = new Map<string, StatedNumbers>()
  const within = new Map<string, ReadClaim>()
  let open: ReadClaim | null = null
  for (const claim of claims) {
    if (holding.has(claim.kind)) open = claim
    else if (open !== null && claim.quantity !== null && claim.start < open.end) {
      within.set(claim.id, open)
      const { all, each } = numbersOf.get(open.id) ?? noNumbers
      const isAll = claim.start - open.start < open.text.search(TURN)
      numbersOf.set(open.id, {
        all: isAll ? (all ?? claim.quantity) : all,
        each: isAll ? each : (each ?? claim.quantity),
      })
    }
  }
  return { numbersOf, within }
}

const togetherReach = 30

function saysTogether(text: string, { start }: ReadClaim): boolean {
  return /[共总合累]计?[^，。；\n]*$/.test(text.slice(Math.max(0, start - togetherReach), start))
}
