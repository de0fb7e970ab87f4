import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { ClaimKind, ClaimState } from '../document.ts'

/** What a claim says and what the ledger has for it. */
export interface ClaimCase {
  readonly kind: ClaimKind
  /** The number the text states; null where it states none. */
  readonly stated: number | null
  /** The place of a number was left empty (X次, a gap before 次). */
  readonly blank: boolean
  /** `<=` and `~` come from texts that were read (至多, 约); templates use the other two. */
  readonly comparator: '=' | '>=' | '<=' | '~'
  readonly figure: FigureValue | null
  readonly standing: DutyStanding | null
}

/** How the claim stands, and why, in both languages. */
export interface ClaimVerdict {
  readonly state: ClaimState
  readonly reason: Label
  /** The number the ledger has; null where there is none. */
  readonly ledger: number | null
  readonly records: readonly string[]
}

/** 约 and 近 claim a tenth at most either way. */
const approximationShare = 0.1

/** Holds a claim against the ledger. A claim with nothing to hold it against is unbound. */
export function settleClaim(claim: ClaimCase): ClaimVerdict {
  const { figure, standing } = claim
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

/** The number of a figure as reports print it: a share as a percentage, money in yuan. */
export function numberOf(figure: FigureValue | null): number | null {
  if (!figure || figure.value === null) return null
  if (typeof figure.value === 'object') return percentOf(figure.value)
  return figure.scale === 'fen' ? figure.value / 100 : figure.value
}

/** Cut to one place, never rounded up: 2,999 of 3,000 is not all of them. */
function percentOf({ part, whole }: { part: number; whole: number }): number | null {
  return whole === 0 ? null : Math.floor((part * 1000) / whole) / 10
}

/** Of everyone in a split figure, the least number that anyone has. */
export function leastOf(figure: FigureValue | null): number | null {
  const values = figure?.groups?.map((group) => group.value) ?? []
  return values.length > 0 ? values.reduce((least, one) => Math.min(least, one)) : null
}

/** 均开展X次: the number is the least that anyone has, and the duty says whether all have it. */
function settleEveryone(claim: ClaimCase): ClaimVerdict {
  const least = leastOf(claim.figure)
  if (claim.blank && least !== null) {
    return { ...verdict('blank', say.blankWith(least), claim), ledger: least }
  }
  if (!claim.standing && least === null) return settleNumber(claim)
  if (claim.stated !== null && least !== null && !agrees(claim, least)) {
    return { ...verdict('contradicted', say.differs(claim.stated, least), claim), ledger: least }
  }
  const settled = claim.standing ? settleStanding(claim, claim.standing) : settleRecorded(claim)
  return { ...settled, ledger: least }
}

function settleNumber(claim: ClaimCase): ClaimVerdict {
  const ledger = numberOf(claim.figure)
  if (claim.blank) {
    return verdict('blank', ledger === null ? say.blank : say.blankWith(ledger), claim)
  }
  if (ledger === null) return verdict('unsupported', say.noValue, claim)
  if (claim.stated === null) return settleRecorded(claim)
  if (!agrees(claim, ledger)) {
    return verdict('contradicted', say.differs(claim.stated, ledger), claim)
  }
  if (ledger === 0) return verdict('unsupported', say.nothing, claim)
  return verdict('supported', say.agrees(ledger, claim.figure?.records.length ?? 0), claim)
}

function agrees({ comparator, stated }: ClaimCase, ledger: number): boolean {
  if (stated === null) return true
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
  const { figure } = claim
  const now = numberOf(figure)
  const before = figure?.lastYear ?? null
  if (now === null || before === null) return verdict('unsupported', say.noLastYear, claim)
  // Nothing against nothing is no saving: more likely nobody keeps this register.
  if (now === 0 && before === 0) return verdict('unsupported', say.nothing, claim)
  return now <= before
    ? verdict('supported', say.notMore(now, before), claim)
    : verdict('contradicted', say.more(now, before), claim)
}

function settleNone(claim: ClaimCase, standing: DutyStanding): ClaimVerdict {
  if (standing.against.length > 0) {
    return verdict('contradicted', standing.reason, claim, standing.against)
  }
  switch (standing.state) {
    case 'met':
      return verdict('supported', standing.reason, claim, standing.records)
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

/** A negative without a duty: records contradict it, but their absence alone proves nothing. */
function settleNothingRecorded(claim: ClaimCase): ClaimVerdict {
  const found = claim.figure?.records.length ?? 0
  return found > 0
    ? verdict('contradicted', say.found(found), claim)
    : verdict('awaiting', say.absenceProvesNothing, claim)
}

function settleStanding(claim: ClaimCase, standing: DutyStanding | null): ClaimVerdict {
  if (!standing) return verdict('unbound', say.unbound, claim)
  if (claim.blank) return verdict('blank', say.blank, claim)
  const records = standing.records
  switch (standing.state) {
    case 'met':
      return verdict('supported', standing.reason, claim, records)
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

function settleRecorded(claim: ClaimCase): ClaimVerdict {
  if (claim.blank) return verdict('blank', say.blank, claim)
  if (!claim.figure) return settleStanding(claim, claim.standing)
  const found = claim.figure.records.length
  return found > 0
    ? verdict('supported', say.recorded(found), claim)
    : verdict('unsupported', say.nothing, claim)
}

function verdict(
  state: ClaimState,
  reason: Label,
  { figure }: ClaimCase,
  records: readonly string[] = figure?.records ?? [],
): ClaimVerdict {
  return { state, reason, ledger: numberOf(figure), records }
}

const say = {
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
  noLastYear: { zh: '没有上一年的数可比', en: 'There is no figure of last year to compare with' },
  absenceProvesNothing: {
    zh: '台账里没有相反的记录，但还没有人书面确认',
    en: 'No record speaks against it, but nobody has attested it',
  },
  differs: (stated: number, ledger: number): Label => ({
    zh: `文中写${stated}，台账为${ledger}`,
    en: `The text says ${stated}; the ledger has ${ledger}`,
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
