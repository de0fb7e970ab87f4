import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { ClaimKind } from '../document.ts'
import type { Proposal, Undone } from '../propose/proposal.ts'
import type { FigureClaim } from '../propose/wording.ts'
import type { ReadClaim } from '../read/reading.ts'
import { settleChanges } from './settle-changes.ts'
import type { ClaimVerdict } from './settle-claim.ts'
import { numberOf, settleClaim } from './settle-claim.ts'
import { settleMean, settleWithin } from './settle-rough.ts'
import { missedWindows, settleSaid, shortBy } from './settle-said.ts'
import type { SpanIndex } from './span-index.ts'

/** What of the ledger a claim may be held against. */
export interface LedgerSources {
  /** `part`: of the year, as a period without it (`H1`, `07`, `01/09`); `last` and `next` are years. */
  figure(id: string, part: string | null): FigureValue | null
  standing(duty: string): DutyStanding | null
  /** The duty by which somebody answers for the zero of a figure; null: nobody is asked. */
  answer(figure: string): DutyStanding | null
  /** The kind of a claim that says that a duty is kept. */
  claimedBy(duty: string): ClaimKind
  /** The event date of a record that can be seen; null where there is none. */
  recordDay(id: string): string | null
}

/** The claims of the text, where the words of one may lie in those of another. */
export interface ClaimsAround {
  /** Those that state a number. */
  readonly counts: SpanIndex<ReadClaim>
  /** What is said of a year to come. */
  readonly plans: SpanIndex<ReadClaim>
}

/**
 * Settles a claim by what is proposed for it, as a template's claim that rests on the same would be
 * settled; null: nothing is proposed.
 */
export function settleProposal(
  claim: ReadClaim,
  proposal: Proposal | null,
  held: { around: ClaimsAround; sources: LedgerSources },
): ClaimVerdict {
  const settled = settleWords(claim, proposal, held)
  // Another number, in words of which one is unknown, may count something else; where the number is
  // right, what is said of the year before is of it.
  const isOther = () => isUnsure(proposal) || meansOther(claim, proposal, held.sources)
  if (settled.state === 'contradicted' && isOther()) {
    return { state: 'unbound', reason: mayBeOther, ledger: settled.ledger, records: [] }
  }
  // That a part is so says nothing of the whole; that it is not does.
  return proposal?.goesOn === true && settled.state === 'supported'
    ? { state: 'unbound', reason: saysMore, ledger: null, records: [] }
    : settled
}

/**
 * Whether words mean something else than what is proposed more likely than the number that they
 * state is made up: where it is more than four times away (排查发现问题3个, beside the 44 of a year), or
 * is that of another figure that they may mean (专题调研9次, of 14 research trips). Words that count
 * 全年 count no less of it. A comparison is of the number before it.
 */
function meansOther(
  { kind, quantity }: ReadClaim,
  proposal: Proposal | null,
  { figure }: LedgerSources,
): boolean {
  if (proposal?.by !== 'figure' || (kind !== 'count' && kind !== 'compare')) return false
  const { id, part, others = [], ofYear, mean, bounds } = proposal
  // Loose words are held against bounds, and no number is that of another figure.
  if (mean !== undefined || bounds !== undefined) return false
  const stated = kind === 'compare' ? proposal.stated : quantity?.value
  const ledger = numberOf(figure(id, part))
  if (stated === undefined || stated === null || stated === ledger) return false
  // What is that of the whole year is no number of a part of it.
  const isOfYear = part !== null && stated === numberOf(figure(id, null))
  if (isOfYear) return false
  if (ledger !== null && ofYear === undefined && isFar(stated, ledger)) return true
  return others.some((other) => numberOf(figure(other, part)) === stated)
}

/** Of what the ledger has nothing at all no other number is known: that denies it. */
function isFar(stated: number, ledger: number): boolean {
  if (ledger === 0 || Math.abs(stated - ledger) <= nearBy) return false
  return Math.max(stated, ledger) > farTimes * Math.min(stated, ledger)
}

const nearBy = 2
const farTimes = 4

function settleWords(
  claim: ReadClaim,
  proposal: Proposal | null,
  { around, sources }: { around: ClaimsAround; sources: LedgerSources },
): ClaimVerdict {
  if (proposal?.by === 'record') {
    return ofRecord(proposal, sources)
  }
  if (proposal?.by === 'inDays') return inDays(proposal, sources)
  if (proposal?.by === 'inEach') return inEach(proposal, sources)
  if (proposal?.by === 'duty' && !isOfAll(proposal, sources)) {
    return settleWords(claim, null, { around, sources })
  }
  if (proposal?.by === 'duty' && proposal.undone !== undefined) {
    return settleUndone(proposal, proposal.undone, sources)
  }
  const isDuty = proposal?.by === 'duty'
  const all = isDuty ? proposal.all : null
  const numbers = claim.quantity === null ? around.counts.overlapping(claim) : [claim]
  // How many they are has been looked at: what is stated is what each of them did.
  const isOwn = (one: ReadClaim) => all === null || one.quantity?.value !== all
  // A comparison is about the number before it; those in it are of the year before.
  const isCompared = claim.kind === 'compare' && proposal?.by === 'figure'
  const quantity = isCompared ? null : numbers.find(isOwn)?.quantity
  const id = isDuty ? proposal.figure : (proposal?.id ?? null)
  const figure = id === null ? null : sources.figure(id, isDuty ? null : partOf(proposal))
  const planned = quantity != null && !quantity.blank && around.plans.touches(claim)
  if (proposal?.by === 'figure' && quantity != null && figure !== null && !planned) {
    const loose = settleLoose(quantity, proposal, figure)
    if (loose !== null) return besides(loose, proposal, sources)
  }
  const settled = settleClaim({
    kind: proposal === null ? claim.kind : kindOf(proposal, sources),
    ...numberIn(quantity ?? null),
    figure,
    standing: isDuty ? sources.standing(proposal.id) : null,
    answer: isDuty || id === null ? null : sources.answer(id),
    planned,
  })
  return proposal?.by === 'figure' ? besides(settled, proposal, sources) : settled
}

/** A number that words leave loose, or share out; null: it binds as it stands. */
function settleLoose(
  quantity: NonNullable<ReadClaim['quantity']>,
  { mean, bounds }: Extract<Proposal, { readonly by: 'figure' | FigureClaim }>,
  figure: FigureValue,
): ClaimVerdict | null {
  if (quantity.blank) return null
  if (mean !== undefined) return settleMean(quantity, mean, figure)
  return bounds === undefined ? null : settleWithin(quantity, bounds, figure)
}

/** A right number holds where what is said beside it does: of the year before, and of days. */
function besides(
  settled: ClaimVerdict,
  {
    id,
    changes = [],
    days = [],
    noOther,
  }: Extract<Proposal, { readonly by: 'figure' | FigureClaim }>,
  sources: LedgerSources,
): ClaimVerdict {
  if (settled.state !== 'supported') return settled
  const dates = new Set(settled.records.map(sources.recordDay))
  const isOther = noOther === true && [...dates].some((day) => day === null || !days.includes(day))
  if (isOther || !days.every((day) => dates.has(day))) {
    return { ...settled, state: 'unsupported', reason: noneOnDay }
  }
  if (changes.length === 0) return settled
  return settleChanges(settled, changes, {
    figure: sources.figure(id, null),
    last: sources.figure(id, 'last'),
  })
}

/** A duty that the text says was not kept: by so many, in that window, on those days. */
function settleUndone(
  { id }: Extract<Proposal, { readonly by: 'duty' }>,
  { short, window, days }: Undone,
  sources: LedgerSources,
): ClaimVerdict {
  const standing = sources.standing(id)
  const claim = { ...noNumber, kind: sources.claimedBy(id), figure: null, standing }
  const windows = standing?.windows.filter(({ period }) => period.endsWith(`-${window}`)) ?? []
  const of = window === null || standing === null ? standing : { ...standing, windows }
  const settled = settleSaid(claim, 'fails')
  if (of === null || settled.state !== 'supported') return settled
  const isMissed = window === null || missedWindows(of).length > 0
  if (!isMissed || (short !== null && short !== shortBy({ figure: null, standing: of }))) {
    return { ...settled, state: 'contradicted' }
  }
  const dates = new Set(of.against.map(sources.recordDay))
  return days.every((day) => dates.has(day))
    ? settled
    : { ...settled, state: 'unsupported', reason: noneOnDay }
}

const noNumber = { stated: null, blank: false, comparator: '=' } as const

/** The number that a text states, as `settleClaim` takes it. */
export function numberIn(quantity: ReadClaim['quantity']) {
  const { value = null, upper, digits, blank = false, comparator = '=' } = quantity ?? {}
  return {
    stated: value,
    ...(upper === undefined ? {} : { upper }),
    ...(digits === undefined ? {} : { digits }),
    blank,
    comparator,
  } as const
}

/** 5名班子成员均…: said of as many as owe it; of others the duty says nothing. */
function isOfAll(
  { id, all }: Extract<Proposal, { readonly by: 'duty' }>,
  { standing }: LedgerSources,
): boolean {
  return all === null || (standing(id)?.windows.every(({ owed }) => owed === all) ?? false)
}

/** A record says the same; that it kept a duty besides is what the duty says of that record. */
function ofRecord(
  { id, alike = [], kept, differs }: Extract<Proposal, { readonly by: 'record' }>,
  { standing }: LedgerSources,
): ClaimVerdict {
  const said = { reason: recordSays, ledger: null, records: [id, ...alike] }
  if (differs !== undefined) return { ...said, state: 'contradicted', reason: differing[differs] }
  if (kept === undefined) return { ...said, state: 'supported' }
  const duty = standing(kept)
  if (duty?.against.includes(id)) return { ...said, state: 'contradicted', reason: duty.reason }
  return { ...said, state: duty?.records.includes(id) ? 'supported' : 'unsupported' }
}

function inDays(
  { id, from, to }: Extract<Proposal, { readonly by: 'inDays' }>,
  { figure, recordDay }: LedgerSources,
): ClaimVerdict {
  const all = figure(id, null)?.records ?? []
  const records = all.filter((one) => {
    const day = recordDay(one)
    return day !== null && from <= day && day <= to
  })
  if (records.length > 0) return { state: 'supported', reason: recordSays, ledger: null, records }
  const [only] = all
  // What happened once in the year happened on its own day, whatever day a text names.
  return all.length === 1 && only !== undefined
    ? { state: 'contradicted', reason: onOtherDay(recordDay(only)), ledger: null, records: all }
    : { state: 'unsupported', reason: noneOnDay, ledger: null, records: [] }
}

/**
 * So much in each window. Windows after the last that has any may be yet to come: of those nobody
 * can say.
 */
function inEach(
  { id, windows, least, exact }: Extract<Proposal, { readonly by: 'inEach' }>,
  { figure }: LedgerSources,
): ClaimVerdict {
  const each = windows.map((part) => figure(id, part))
  const numbers = each.map((one) => numberOf(one) ?? 0)
  const records = each.flatMap((one) => one?.records ?? [])
  const settled = { reason: inWindows(numbers), ledger: null, records }
  if (numbers.every((one) => one >= least)) {
    const isSo = exact !== true || numbers.every((one) => one === least)
    return { ...settled, state: isSo ? 'supported' : 'unsupported' }
  }
  const last = numbers.findLastIndex((one) => one > 0)
  // Where the year has as many as the text spreads out, none is missing and some were elsewhere.
  const isAll = numberOf(figure(id, null)) === least * windows.length
  const isShort = isAll || numbers.slice(0, last).some((one) => one < least)
  return { ...settled, state: isShort ? 'contradicted' : 'unsupported' }
}

function inWindows(numbers: readonly number[]): Label {
  return {
    zh: `台账各时段依次为${numbers.join('、')}`,
    en: `The ledger has, window by window: ${numbers.join(', ')}`,
  }
}

function kindOf(
  proposal: Exclude<Proposal, { readonly by: 'record' | 'inDays' | 'inEach' }>,
  sources: LedgerSources,
): ClaimKind {
  switch (proposal.by) {
    case 'figure':
      return 'count'
    case 'exists':
      return 'list'
    case 'none':
    case 'compare':
      return proposal.by
    case 'duty':
      return sources.claimedBy(proposal.id)
  }
}

function partOf(proposal: Proposal | null): string | null {
  return proposal !== null && 'part' in proposal ? proposal.part : null
}

function isUnsure(proposal: Proposal | null): boolean {
  return proposal?.by === 'figure' && proposal.unsure === true && proposal.changes === undefined
}

const mayBeOther: Label = {
  zh: '台账里的数与此不同，但这里也可能说的是另一件事',
  en: 'The ledger has another number, and this may be of something else',
}
const saysMore: Label = {
  zh: '这里与台账一致，但这句话接着说的，台账说不了',
  en: 'The ledger agrees with this, and knows nothing of what the sentence goes on to say of it',
}
const recordSays: Label = {
  zh: '台账里有这条记录，说的是同一件事',
  en: 'A record of the ledger says the same',
}
const differing = {
  day: { zh: '台账里这次会议安排在另一天', en: 'The ledger plans this meeting for another day' },
  due: {
    zh: '台账里这项任务的完成时限比文中写的晚',
    en: 'In the ledger this task is due later than the text says',
  },
  often: {
    zh: '台账里这项任务的频次与文中写的不同',
    en: 'The ledger says otherwise how often this task is done',
  },
} as const satisfies Record<string, Label>
function onOtherDay(day: string | null): Label {
  return {
    zh: `台账里全年只有一条，日期是${day ?? '（未填）'}`,
    en: `The ledger holds one of it in the year, dated ${day ?? 'never'}`,
  }
}
const noneOnDay: Label = {
  zh: '台账里这一天没有相应记录',
  en: 'The ledger holds no record of this on that day',
}
