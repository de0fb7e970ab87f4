import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureNumber, FigureValue } from '../../ledger/figure/figure.ts'
import { shareOf } from '../../ledger/figure/percent.ts'
import type { Label } from '../../ledger/label.ts'
import type { ClaimKind, ClaimState } from '../document.ts'

/** What a claim says and what the ledger has for it. */
export interface ClaimCase {
  readonly kind: ClaimKind
  /** The number the text states; null where it states none. */
  readonly stated: number | null
  /** The upper end of a range (3至5次), `stated` being the lower; absent: one number is stated. */
  readonly upper?: number | null
  /** Digits after the point, as the text writes its number; absent: as many as the number has. */
  readonly digits?: number
  /** The place of a number was left empty (X次, a gap before 次). */
  readonly blank: boolean
  /** `<=` and `~` come from texts that were read (至多, 约); templates use the other two. */
  readonly comparator: '=' | '>=' | '<=' | '~'
  readonly figure: FigureValue | null
  readonly standing: DutyStanding | null
  /** The duty by which somebody answers that nothing happened of what the figure counts. */
  readonly answer?: DutyStanding | null
  /** It is said of a year to come, which no ledger of this year can bear out. */
  readonly planned?: boolean
}

/** How the claim stands, and why, in both languages. */
export interface ClaimVerdict {
  readonly state: ClaimState
  readonly reason: Label
  /** What is to be known beside it; absent: nothing. */
  readonly note?: Label
  /** The number the ledger has; null where there is none. */
  readonly ledger: number | null
  readonly records: readonly string[]
  /** The duty by whose word a zero stands or falls; absent: that of the claim. */
  readonly duty?: string
}

/** 约 and 近 claim a tenth at most either way. */
const approximationShare = 0.1

/** Holds a claim against the ledger. A claim with nothing to hold it against is unbound. */
export function settleClaim(claim: ClaimCase): ClaimVerdict {
  const { figure, standing } = claim
  if (claim.planned) return verdict('unbound', say.planned, { figure: null })
  if (!figure && !standing) {
    return claim.blank ? verdict('blank', say.blank, claim) : verdict('unbound', say.unbound, claim)
  }
  switch (claim.kind) {
    case 'none':
      return standing ? settleNone(claim, standing) : settleNothingRecorded(claim)
    case 'everyone':
      return settleEveryone(claim)
    case 'compare':
      return settleCompare(claim)
    case 'count':
      return figure ? settleNumber(claim) : settleStanding(claim, standing)
    case 'event':
    case 'list':
    case 'plan':
    case 'problem':
      return settleRecorded(claim)
  }
}

/**
 * The number of a figure as reports print it: a share as a percentage with so many digits after
 * the point, money in yuan.
 */
export function numberOf(figure: FigureNumber | null, digits?: number): number | null {
  if (!figure || figure.value === null) return null
  if (typeof figure.value === 'object') return shareOf(figure, digits)
  return figure.scale === 'fen' ? figure.value / 100 : figure.value
}

/** Of everyone in a split figure, the least number that anyone has. */
export function leastOf(figure: FigureNumber | null): number | null {
  const values = figure?.groups?.map((group) => group.value) ?? []
  return values.length > 0 ? values.reduce((least, one) => Math.min(least, one)) : null
}

/**
 * 均开展X次: the number is the least that anyone has of those who owe it. That decides; what the
 * duty asks beside (two, where the text says one) is a note. Where nobody counted it for each, the
 * duty decides.
 */
function settleEveryone(claim: ClaimCase): ClaimVerdict {
  const { standing, stated } = claim
  const each = standing?.least ?? null
  const least = each ?? leastOf(claim.figure)
  if (claim.blank && least !== null) {
    return { ...verdict('blank', say.blankWith(least), claim), ledger: least }
  }
  if (!standing && least === null) return settleNumber(claim)
  if (stated !== null && least !== null && !agrees(claim, least)) {
    return { ...verdict('contradicted', say.differs(claim, least), claim), ledger: least }
  }
  if (standing && each !== null && each > 0) {
    const settled = verdict('supported', say.each(each), claim, standing.records)
    const note = standing.state === 'met' ? {} : { note: say.dutyAsks(standing.reason) }
    return { ...settled, ...note, ledger: each }
  }
  const settled = standing ? settleStanding(claim, standing) : settleRecorded(claim)
  return { ...settled, ledger: least }
}

function settleNumber(claim: ClaimCase): ClaimVerdict {
  const { figure, stated } = claim
  const ledger = numberOf(figure)
  if (claim.blank) {
    return verdict('blank', ledger === null ? say.blank : say.blankWith(ledger), claim)
  }
  if (ledger === null) return verdict('unsupported', say.noValue, claim)
  if (stated === null) return settleRecorded(claim)
  const asStated = numberOf(figure, claim.digits ?? digitsOf(stated)) ?? ledger
  if (!agrees(claim, asStated)) {
    return verdict('contradicted', say.differs(claim, asStated), claim)
  }
  const records = figure?.records.length ?? 0
  if (ledger === 0 && records === 0) return settleZero(claim)
  return verdict('supported', say.agrees(asStated, records), claim)
}

function digitsOf(number: number): number {
  return String(number).split('.')[1]?.length ?? 0
}

function agrees({ comparator, stated, upper = null }: ClaimCase, ledger: number): boolean {
  if (stated === null) return true
  if (upper !== null) return stated <= ledger && ledger <= upper
  switch (comparator) {
    case '=':
      return ledger === stated
    case '>=':
      return ledger >= stated
    case '<=':
      return ledger <= stated
    case '~':
      return Math.abs(ledger - stated) <= Math.abs(stated) * approximationShare
  }
}

/** 只减不增: the ledger's own two years decide, whatever the text says. */
function settleCompare(claim: ClaimCase): ClaimVerdict {
  const { figure, standing } = claim
  if (!figure) return settleStanding(claim, standing)
  const now = numberOf(figure)
  const before = lastYearOf(figure)
  if (now === null || before === null) return verdict('unsupported', say.noLastYear, claim)
  // Nothing against nothing is no saving: more likely nobody keeps this register.
  if (now === 0 && before === 0) return verdict('unsupported', say.nothing, claim)
  const isMore = now > before
  const told = figure.lastYearStated
  const said = isMore ? say.more(now, before) : say.notMore(now, before)
  const settled = verdict(isMore ? 'contradicted' : 'supported', said, claim)
  return told ? { ...settled, note: say.stated(told.source) } : settled
}

/** The number of the year before, in what `numberOf` gives for this one: rounded as it is. */
export function lastYearOf({
  lastYear = null,
  scale,
  value,
  rounding,
}: Pick<FigureValue, 'lastYear' | 'scale' | 'value' | 'rounding'>): number | null {
  if (lastYear === null) return null
  if (value !== null && typeof value === 'object') {
    return shareOf({ value: { part: lastYear, whole: 1 }, ...(rounding ? { rounding } : {}) })
  }
  return scale === 'fen' ? lastYear / 100 : lastYear
}

/** Nothing of a kind, said as a number: the absence of records and somebody's word bear it out. */
function settleZero(claim: ClaimCase): ClaimVerdict {
  const { answer } = claim
  if (!answer) return verdict('awaiting', say.absenceProvesNothing, claim)
  const { duty, state, against, reason, records } = answer
  if (state === 'met' && !isPartOf(answer))
    return { ...verdict('supported', reason, claim, records), duty }
  // What the duty names beside this figure contradicts the duty, not this zero.
  const why = against.length > 0 ? say.absenceProvesNothing : reason
  return { ...verdict('awaiting', why, claim, records), duty }
}

function settleNone(claim: ClaimCase, standing: DutyStanding): ClaimVerdict {
  if (standing.against.length > 0) {
    return verdict('contradicted', standing.reason, claim, standing.against)
  }
  switch (standing.state) {
    case 'met':
      // Somebody's word stands for the days of the ledger only.
      return verdict(
        isPartOf(standing) ? 'awaiting' : 'supported',
        standing.reason,
        claim,
        standing.records,
      )
    case 'notApplicable':
      return verdict('unsupported', standing.reason, claim)
    case 'notDone':
      return verdict('contradicted', standing.reason, claim, standing.records)
    case 'onTrack':
    case 'atRisk':
    case 'overdue':
    case 'awaitingAttestation':
      return verdict('awaiting', standing.reason, claim, standing.records)
  }
}

/** A negative without a duty of its own: records contradict it, their absence proves nothing. */
function settleNothingRecorded(claim: ClaimCase): ClaimVerdict {
  const found = claim.figure?.records.length ?? 0
  return found > 0 ? verdict('contradicted', say.found(found), claim) : settleZero(claim)
}

function settleStanding(claim: ClaimCase, standing: DutyStanding | null): ClaimVerdict {
  if (!standing) return verdict('unbound', say.unbound, claim)
  if (claim.blank) return verdict('blank', say.blank, claim)
  const records = standing.records
  switch (standing.state) {
    case 'met':
      return verdict(
        isPartOf(standing) ? 'unsupported' : 'supported',
        standing.reason,
        claim,
        records,
      )
    case 'overdue':
    case 'notDone':
      return verdict('contradicted', standing.reason, claim, records)
    case 'awaitingAttestation':
      return verdict('awaiting', standing.reason, claim, records)
    case 'onTrack':
    case 'atRisk':
    case 'notApplicable':
      return verdict('unsupported', standing.reason, claim, records)
  }
}

/**
 * Whether what is kept is only what the ledger's first day left to be asked: of the days before
 * it a sentence about the year says more than the ledger knows.
 */
function isPartOf({ since }: Pick<DutyStanding, 'since'>): boolean {
  return since !== undefined
}

function settleRecorded(claim: ClaimCase): ClaimVerdict {
  if (claim.blank) return verdict('blank', say.blank, claim)
  if (!claim.figure) return settleStanding(claim, claim.standing)
  const found = claim.figure.records.length
  return found > 0
    ? verdict('supported', say.recorded(found), claim)
    : verdict('unsupported', say.nothing, claim)
}

/** A verdict with what the ledger has. */
export function verdict(
  state: ClaimState,
  reason: Label,
  { figure }: Pick<ClaimCase, 'figure'>,
  records: readonly string[] = figure?.records ?? [],
): ClaimVerdict {
  return { state, reason, ledger: numberOf(figure), records }
}

/** Why a claim stands as it does. */
export const say = {
  blank: { zh: '此处数字留空', en: 'The number was left blank' },
  blankWith: (ledger: number): Label => ({
    zh: `此处数字留空，台账为${ledger}`,
    en: `The number was left blank; the ledger has ${ledger}`,
  }),
  unbound: {
    zh: '没有数据项或责任事项与此表述对应',
    en: 'No figure and no duty is bound to this claim',
  },
  noValue: { zh: '台账算不出这个数', en: 'The ledger has no value for this' },
  nothing: { zh: '台账里没有相应记录', en: 'The ledger holds no record of this' },
  noLastYear: {
    zh: '本单位没有上年的台账，也没有录入上年基数，无从比较',
    en: 'There is no ledger of last year and no baseline for it: nothing to compare with',
  },
  planned: {
    zh: '说的是以后的打算，不与本年台账比较',
    en: 'It is said of what is to come and is not held against this year',
  },
  absenceProvesNothing: {
    zh: '台账里没有相反的记录，但还没有人书面确认',
    en: 'No record speaks against it, but nobody has attested it',
  },
  differs: ({ stated, upper }: Pick<ClaimCase, 'stated' | 'upper'>, ledger: number): Label => {
    const said = `${stated}${typeof upper === 'number' ? `—${upper}` : ''}`
    return {
      zh: `文中写${said}，台账为${ledger}`,
      en: `The text says ${said}; the ledger has ${ledger}`,
    }
  },
  each: (least: number): Label => ({
    zh: `每人至少${least}`,
    en: `Everyone has at least ${least}`,
  }),
  dutyAsks: ({ zh, en }: Label): Label => ({
    zh: `责任事项要求的是：${zh}`,
    en: `What the duty asks: ${en}`,
  }),
  stated: (source: string): Label => ({
    zh: `上年数为人工填报的基数，不是由台账统计（来源：${source}）`,
    en: `The number of last year was stated by hand, not counted (source: ${source})`,
  }),
  agrees: (ledger: number, records: number): Label => ({
    zh: `台账为${ledger}，有${records}条记录`,
    en: `The ledger has ${ledger}, from ${records} record${records === 1 ? '' : 's'}`,
  }),
  recorded: (records: number): Label => ({
    zh: `有${records}条记录`,
    en: `${records} record${records === 1 ? '' : 's'} support it`,
  }),
  found: (records: number): Label => ({
    zh: `台账里有${records}条相反的记录`,
    en: `${records} record${records === 1 ? '' : 's'} speak against it`,
  }),
  notMore: (now: number, before: number): Label => ({
    zh: `本年${now}，上年${before}，没有增加`,
    en: `${now} this year, ${before} last year: no increase`,
  }),
  more: (now: number, before: number): Label => ({
    zh: `本年${now}，上年${before}，有所增加`,
    en: `${now} this year, ${before} last year: an increase`,
  }),
}
