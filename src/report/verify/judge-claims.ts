import { askedWord, statedBound } from '../../duty/asked-of.ts'
import { answersForZero } from '../../duty/duty-of-zero.ts'
import type { ReadByDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureDefinition, FigureValue } from '../../ledger/figure/figure.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import { figureText } from '../../ledger/figure/figure-text.ts'
import { yearsCounted } from '../../ledger/figure/reads.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import type { Below } from '../call/below.ts'
import { belowValue } from '../call/below.ts'
import { reasonWithNote } from '../check/reason-with-note.ts'
import { settlerOf } from '../check/settle-as-before.ts'
import type { ClaimCase, ClaimVerdict } from '../check/settle-claim.ts'
import { lastYearOf, numberOf } from '../check/settle-claim.ts'
import { settleSaid, shortBy } from '../check/settle-said.ts'
import type { Claim, ReportDocument } from '../document.ts'
import { periodOf } from '../document.ts'
import type { ReportUses } from '../evidence/report-uses.ts'
import { yearOfClaim } from '../evidence/report-uses.ts'
import { showsDigits, statedNumbers } from '../read/stated-numbers.ts'
import { say } from './claim-sentences.ts'
import { enteredAfter } from './entered-after.ts'
import type { ReadLeaves } from './read-leaves.ts'
import type { ReadRecords } from './read-records.ts'
import type { Recomputation } from './recompute.ts'
import type { ClaimResult, ClaimVerdictKind } from './verification.ts'

/** What claims are judged by. */
export interface ClaimGround {
  readonly document: ReportDocument
  readonly uses: ReportUses
  readonly leaves: ReadLeaves
  readonly records: ReadRecords
  readonly recomputation: Recomputation
  /** Reasons of overrides by claim, opened and proved. */
  readonly overrides: ReadonlyMap<string, string>
  /** What was counted of the bodies below; null: nothing that could be believed. */
  readonly below: Below | null
}

interface Judged {
  readonly verdict: ClaimVerdictKind
  readonly sentence: Label
  readonly recomputed?: number | null
  readonly lastYear?: number
  readonly records?: number
  /** Ids of records that were read for it beside those that the claim names. */
  readonly read?: readonly string[]
  readonly kept?: ClaimResult['kept']
}

/** Judges every claim by the enclosed records alone; the words of the file are not looked at. */
export function judgeClaims(ground: ClaimGround): ClaimResult[] {
  return ground.document.claims.map((claim): ClaimResult => {
    const judged = withEntered(claim, afterOverride(claim, judge(claim, ground), ground), ground)
    const { id, text, figure, duty, stated } = claim
    const { verdict, sentence, recomputed = null, lastYear, records = 0, kept = null } = judged
    const beside = lastYear === undefined ? {} : { lastYear }
    const about = { claim: id, text, verdict, sentence, figure, duty, stated, records, kept }
    const behind = [...new Set([...claim.records, ...(judged.read ?? [])])]
    return { ...about, behind, recomputed, ...beside }
  })
}

/** An override speaks for a claim that records do not support; it never mends what was changed. */
function afterOverride(claim: Claim, judged: Judged, { overrides }: ClaimGround): Judged {
  const reason = overrides.get(claim.id)
  if (reason === undefined || claim.state === 'supported') return judged
  const kept = judged.verdict
  if (kept !== 'contradicted' && kept !== 'missing') return judged
  return { ...judged, kept, verdict: 'attested', sentence: say.overridden(reason, judged.sentence) }
}

/** What is borne out by records says too where some came into the log long afterwards. */
function withEntered(claim: Claim, judged: Judged, ground: ClaimGround): Judged {
  const { records, document, leaves } = ground
  // Of a part of the log the first entry of a record may not be at hand.
  if (!leaves.isWhole) return judged
  if (judged.verdict === 'contradicted' || judged.verdict === 'missing') return judged
  const named = claim.records.flatMap((id) => records.byId.get(id) ?? [])
  const note = enteredAfter(named, periodOf(document))
  return note === null ? judged : { ...judged, sentence: reasonAnd(judged.sentence, note) }
}

function reasonAnd(reason: Label, note: Label): Label {
  return both((lang) => `${reason[lang]}${lang === 'zh' ? '；' : '; '}${note[lang]}`)
}

function judge(claim: Claim, ground: ClaimGround): Judged {
  if (claim.state === 'blank') return { verdict: 'missing', sentence: say.blank }
  // A zero names figure and duty: it is counted, and somebody answers for it.
  if (claim.duty !== null && claim.kind !== 'count') return judgeDuty(claim, claim.duty, ground)
  if (claim.figure !== null) return judgeFigure(claim, claim.figure, ground)
  return claim.records.length > 0 ? judgeRecords(claim, ground) : judgeUnbound(claim)
}

function judgeUnbound({ text }: Claim): Judged {
  return { verdict: 'attested', sentence: say.signedOnly(statedNumbers(text).length) }
}

/** Words written from records: that these stand in the log is proved, what they say is closed. */
function judgeRecords(claim: Claim, { records }: ClaimGround): Judged {
  const gone = claim.records.filter((id) => !records.byId.has(id))
  if (gone.length > 0) return { verdict: 'missing', sentence: say.recordsGone(gone.length) }
  const count = claim.records.length
  return { verdict: 'atLeast', sentence: say.recordsStand(count), records: count }
}

function judgeFigure(claim: Claim, id: string, ground: ClaimGround): Judged {
  const below = ground.below && belowValue(ground.below, id, ground.document.asOf)
  if (below) return judgeBelow(claim, below, ground)
  const used = ground.uses.figures.get(id)
  if (!used) return { verdict: 'missing', sentence: say.noDefinition(id) }
  const { definition, closed } = used
  if (closed.length > 0) return { verdict: 'attested', sentence: say.closed(definition.label) }
  const year = yearOfClaim(claim, ground.document)
  const value = ground.recomputation.figure(definition, year)
  // What each person did is nobody else's business: the total is proved, the split is not.
  if (claim.kind === 'everyone' && isPerPerson(definition)) {
    return judgePerPerson(claim, value)
  }
  const recomputed = numberOf(value)
  const before = claim.kind === 'compare' ? lastYearOf(value) : null
  const beside = before === null ? {} : { lastYear: before }
  const counted = { recomputed, ...beside, records: value.records.length }
  if (claim.ledger !== recomputed) {
    return { verdict: 'contradicted', sentence: say.differs(claim.ledger, recomputed), ...counted }
  }
  if (claim.duty === null && !sameIds(claim.records, value.records)) {
    return { verdict: 'contradicted', sentence: say.otherRecords, ...counted }
  }
  const words = judgeNumber(claim, value)
  if (words !== null) return { ...words, ...counted }
  const answer = claim.duty === null ? null : answerOf(claim.duty, definition, ground)
  if (answer === 'other') {
    return { verdict: 'contradicted', sentence: say.otherAnswer(claim.duty ?? ''), ...counted }
  }
  // Where whoever answers for a zero is not to be seen, the signer states it.
  if (answer === 'closed') {
    return { ...judgeKept(claim, ground, { isClosed: true }), ...counted }
  }
  const settled = settle(claim, { figure: value, standing: null, answer }, ground)
  const stateful = judgeState(claim, settled)
  if (stateful !== null) return { ...stateful, ...counted }
  if (answer !== null) {
    return {
      verdict: 'attested',
      sentence: say.nothingAndAttested(answer.records.length),
      ...counted,
      records: answer.records.length,
      read: answer.records,
    }
  }
  const proved = provedOver(claim, { value, year, reason: settled.reason }, ground)
  const { note } = settled
  const sentence = reasonWithNote({
    reason: proved.sentence,
    ...(note === undefined ? {} : { note }),
  })
  return { ...proved, sentence, ...counted }
}

/**
 * What was added up of the bodies below: the digests must come to it. What those bodies said stays
 * with whoever counted them, so that no more is proved than that they were counted so.
 */
function judgeBelow(claim: Claim, value: FigureValue, ground: ClaimGround): Judged {
  const recomputed = numberOf(value)
  const counted = { recomputed, records: value.records.length }
  if (claim.ledger !== recomputed) {
    return { verdict: 'contradicted', sentence: say.differs(claim.ledger, recomputed), ...counted }
  }
  if (!sameIds(claim.records, value.records)) {
    return { verdict: 'contradicted', sentence: say.otherRecords, ...counted }
  }
  const words = judgeNumber(claim, value)
  if (words !== null) return { ...words, ...counted }
  const settled = settle(claim, { figure: value, standing: null, answer: null }, ground)
  const stateful = judgeState(claim, settled)
  if (stateful !== null) return { ...stateful, ...counted }
  return { verdict: 'atLeast', sentence: say.digests(value.records.length), ...counted }
}

function judgePerPerson(claim: Claim, { records }: FigureValue): Judged {
  if (claim.state !== 'supported') return { verdict: verdictOfState(claim), sentence: claim.reason }
  return { verdict: 'attested', sentence: say.perPerson(records.length), records: records.length }
}

function provedOver(
  claim: Claim,
  { value, year, reason }: { value: FigureValue; year: number; reason: Label },
  { uses, leaves, records }: ClaimGround,
): Judged {
  const definition = uses.figures.get(value.figure)?.definition
  const isHidden =
    definition !== undefined &&
    yearsCounted(definition, year).some((one) =>
      records.unseen.has(`${definition.measure.register} ${one}`),
    )
  const isSeen = leaves.isWhole && !isHidden
  const count = value.records.length
  if (!isSeen) return { verdict: 'atLeast', sentence: say.atLeast(count) }
  // A claim may say more numbers than the one that its figure answers for.
  const others = otherNumbers(claim, [
    numberOf(value),
    lastYearOf(value),
    shortBy({ figure: value, standing: null }),
  ])
  if (others > 0) return { verdict: 'atLeast', sentence: say.provedBut(count, others) }
  // A comparison is believed when both of its numbers are told.
  if (claim.kind === 'compare') return { verdict: 'proved', sentence: say.checked(reason, count) }
  return { verdict: 'proved', sentence: say.proved(figureText(value, 'zh'), value) }
}

/** The number in the words must be the one that the claim is said to state. */
function judgeNumber({ stated, text }: Claim, value: FigureValue): Judged | null {
  if (stated === null) return null
  const shown = [figureText(value, 'zh'), figureText(value, 'zh').replace(value.unit.zh, '')]
  const isShown =
    statedNumbers(text).some((one) => one.value === stated) ||
    showsDigits(text, String(stated)) ||
    shown.some((one) => showsDigits(text, one))
  return isShown ? null : { verdict: 'contradicted', sentence: say.wordsDiffer(stated) }
}

function otherNumbers({ text }: Claim, known: readonly (number | null)[]): number {
  return statedNumbers(text).filter(({ value }) => !known.includes(value)).length
}

/**
 * Where the duty stands that answers for a zero; `closed` where that cannot be computed again,
 * `other` where nobody answers by it for this figure.
 */
function answerOf(
  id: string,
  figure: FigureDefinition,
  { uses, recomputation }: ClaimGround,
): DutyStanding | 'closed' | 'other' {
  const used = uses.duties.get(id)
  if (!used) return 'other'
  const { definition, reads, closed, fromRecords } = used
  if (!answersForZero({ require: definition.require, reads }, figure)) return 'other'
  if (!fromRecords || closed.length > 0) return 'closed'
  return recomputation.standing(definition) ?? 'closed'
}

function settle(
  claim: Claim,
  found: Pick<ClaimCase, 'figure' | 'standing' | 'answer'>,
  { document }: ClaimGround,
) {
  const { kind, stated, says = 'holds' } = claim
  const {
    upper,
    digits,
    comparator = '=',
  } = statedNumbers(claim.text).find(({ value }) => value === stated) ?? {}
  const asked = {
    kind,
    stated,
    ...(upper === undefined ? {} : { upper }),
    ...(digits === undefined ? {} : { digits }),
    blank: false,
    comparator,
    ...found,
  }
  return settleSaid(asked, says, settlerOf(document.judged))
}

/** Null where the claim is supported and rightly says so. */
function judgeState(claim: Claim, settled: ClaimVerdict): Judged | null {
  if (settled.state !== claim.state) {
    return { verdict: 'contradicted', sentence: say.otherState(settled.reason) }
  }
  if (claim.state === 'supported') return null
  return { verdict: verdictOfState(claim), sentence: settled.reason }
}

function verdictOfState({ state }: Claim): ClaimVerdictKind {
  return state === 'contradicted' ? 'contradicted' : 'missing'
}

function judgeDuty(claim: Claim, id: string, ground: ClaimGround): Judged {
  const used = ground.uses.duties.get(id)
  if (!used) return { verdict: 'missing', sentence: say.noDefinition(id) }
  const { definition, closed, fromRecords, reads } = used
  const standing =
    fromRecords && closed.length === 0 ? ground.recomputation.standing(definition) : null
  if (standing === null) return judgeKept(claim, ground, { isClosed: closed.length > 0 })
  const stateful = judgeState(claim, settle(claim, { figure: null, standing }, ground))
  // What speaks against a duty was read no less than what bears it out.
  const read = [...new Set([...standing.records, ...standing.against])]
  const records = read.length
  const counted = { records, read }
  if (stateful !== null) return { ...stateful, ...counted }
  if (askedWord(definition.require) !== null && (claim.says ?? 'holds') === 'holds') {
    return { verdict: 'attested', sentence: say.nothingAndAttested(records), ...counted }
  }
  if (!isSeen(reads, ground)) {
    return { verdict: 'atLeast', sentence: say.atLeast(records), ...counted }
  }
  const known = standing.windows.flatMap(({ done, owed }) => [done, owed])
  const bound = statedBound(definition.require)
  const short = shortBy({ figure: null, standing })
  const others = otherNumbers(claim, [...known, bound, short])
  if (others > 0)
    return { verdict: 'atLeast', sentence: say.provedBut(records, others), ...counted }
  return { verdict: 'proved', sentence: say.checked(standing.reason, records), ...counted }
}

/** A duty that rests on closed records or on the roster: only its records are looked up. */
function judgeKept(
  claim: Claim,
  { records, leaves }: ClaimGround,
  { isClosed }: { isClosed: boolean },
): Judged {
  if (claim.state !== 'supported') return { verdict: verdictOfState(claim), sentence: claim.reason }
  const count = claim.records.length
  const gone = claim.records.filter((id) => !records.byId.has(id))
  if (gone.length > 0 && leaves.isWhole) {
    return { verdict: 'missing', sentence: say.recordsGone(gone.length), records: count }
  }
  const kept = (reason: Label) => reasonWithNote({ ...claim, reason })
  if (isClosed || count === 0) {
    return { verdict: 'attested', sentence: kept(say.dutyClosed(count)), records: count }
  }
  return { verdict: 'atLeast', sentence: kept(say.dutyAtLeast(count)), records: count }
}

/** Whether all that these read of the year is at hand. */
export function isSeen(
  reads: readonly ReadByDuty[],
  { document, leaves, records }: ClaimGround,
): boolean {
  if (!leaves.isWhole) return false
  return reads.every(({ register }) => !records.unseen.has(`${register} ${document.year}`))
}

function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && new Set([...one, ...other]).size === new Set(one).size
}
