import { dayInYearText, diffDays } from '../../ledger/day/day.ts'
import { spanOf } from '../../ledger/day/period.ts'
import type { Fault } from '../../ledger/fault.ts'
import { isOfOwnFields } from '../../ledger/figure/own-terms.ts'
import { fieldsRead, registersAnswering } from '../../ledger/figure/reads.ts'
import type { Label } from '../../ledger/label.ts'
import { holds } from '../../ledger/predicate/evaluate.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { textOf, valueAt } from '../../ledger/read-value.ts'
import { datedIn, idsOf } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { recordsIn } from '../counted.ts'
import { deadlineDay, dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState } from '../duty-standing.ts'
import { statedText } from '../reason.ts'
import { fieldFaults, mustFaults, registerFaults, whereFaults } from '../requirement-faults.ts'
import { saidOf, whichText } from '../requirement-words.ts'
import { statementFor } from '../statements.ts'
import type { Wanted } from '../wanted.ts'
import type { EachDue, Written } from './form.ts'
import type {
  DutyId,
  DutySurroundings,
  RequirementContext,
  RequirementKind,
  Said,
  WindowOfDuty,
} from './requirement-kind.ts'

/** A record that breaks the rule counts against it only once its `due` day is over. */
export interface EachRule {
  readonly kind: 'each'
  readonly register: string
  readonly where?: Predicate
  readonly must: Predicate
  readonly due?: EachDue
}

const form = { each: 'id', where: 'predicate?', must: 'predicate', due: 'due?' } as const

/** A rule that every record of the year keeps. */
export const each: RequirementKind<EachRule> = {
  kind: 'each',
  form,
  example: { each: 'visit', where: { major: true }, must: { minutes: { exists: true } } },
  provedBy: 'records',
  claimed: 'event',
  asserted: () => ({ manner: 'each' }),
  take: ({ each: register, ...rest }: Written<typeof form>) => ({
    kind: 'each',
    register,
    ...rest,
  }),
  check: eachFaults,
  describe: eachText,
  standing: eachStanding,
  dueDays: (_rule, year) => [dueAtEnd(String(year))],
  wants: wantedAnswerTo,
  lacking: lackingOf,
  reads: ({ register, where, must, due }) => [
    {
      register,
      ...(where === undefined ? {} : { where }),
      asks: [must],
      fields: due !== undefined && 'field' in due ? [due.field] : [],
      since: 0,
    },
  ],
}

function eachFaults(
  { register, where, must, due }: EachRule,
  { registers }: DutySurroundings,
): readonly Fault[] {
  const field = due !== undefined && 'field' in due ? due.field : null
  const at = ['require', 'due']
  return [
    ...registerFaults(register, 'each', registers),
    ...mustFaults(register, must, registers),
    ...whereFaults(register, where, registers),
    ...(field === null ? [] : fieldFaults(register, { field, type: 'date', at }, registers)),
  ]
}

function eachText({ register, where, must, due }: EachRule, context: RequirementContext): Label {
  const which = whichText(register, where, context)
  const rule = saidOf(register, must, context)
  const until = dueText(register, due, context)
  return {
    zh: `每条${which.zh}记录${until.zh}：${rule.zh}`,
    en: `in every record of ${which.en}${until.en}: ${rule.en}`,
  }
}

function dueText(register: string, due: EachDue | undefined, context: RequirementContext): Label {
  if (due === undefined) return { zh: '', en: '' }
  if ('by' in due) {
    const day = deadlineDay(due.by, 2024)
    return { zh: `到${dayInYearText(day, 'zh')}`, en: `, by ${dayInYearText(day, 'en')}` }
  }
  const fields = context.registers.registers.get(register)?.fields ?? []
  const label = fields.find(({ id }) => id === due.field)?.label
  const field = label ?? { zh: due.field, en: due.field }
  return { zh: `到${field.zh}`, en: `, by its “${field.en}”` }
}

/** Days before the day of an open record from which the duty is at risk. */
const openNearDays = 3

/** The records of the year that it is asked of; with `must`, those of them that satisfy it. */
function foundIn(
  { since = '' }: DutyId,
  asked: { readonly register: string; readonly where?: Predicate; readonly must?: Predicate },
  context: DutyContext,
): readonly LedgerRecord[] {
  const found = recordsIn({ ...asked, period: String(context.year) }, context)
  return datedIn(found, { from: since, to: context.today })
}

/** What of a list is not in a part of it, which is in the same order. */
function othersOf(
  list: readonly LedgerRecord[],
  part: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  let passed = 0
  return list.filter((record) => {
    if (record !== part[passed]) return true
    passed += 1
    return false
  })
}

/**
 * A rule that every record of the year keeps. Where the rule says until when (`due`), a record
 * that does not keep it yet is open until that day is over. A rule that waits for an answer
 * (`answeredBy`) can still be met by a later record, so before the year's end it is at risk, not
 * broken.
 */
function eachStanding(duty: DutyId, rule: EachRule, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const { must, ...asked } = rule
  const found = foundIn(duty, asked, context)
  const kept = foundIn(duty, rule, context)
  const failing = othersOf(found, kept)
  const open = failing.filter((record) => isOpen(record, rule.due, context))
  const opened = new Set(open)
  const against = failing.filter((record) => !opened.has(record)).map(({ id }) => id)
  const next = open.map((record) => dueOf(record, rule.due, context) ?? '').sort()[0]
  const counts = { done: kept.length, owed: found.length, open: open.length }
  const past = context.today > span.to
  const statement = statementFor(duty.id, period, context)
  const state: DutyState =
    found.length === 0 && statement !== null
      ? statement.state
      : eachState({
          ...counts,
          past,
          mayCome: registersAnswering(must).length > 0,
          daysLeft: next === undefined ? null : diffDays({ from: context.today, to: next }),
        })
  const reason =
    found.length === 0 && statement !== null
      ? statedText(statement, period)
      : eachReason({ ...counts, past })
  const records = idsOf(kept)
  const all = idsOf(found)
  const { done, owed } = counts
  const due = next === undefined || next > span.to ? {} : { dueOn: next }
  const window = { period, ...span, state, done, owed, records: all, ...due }
  return { duty: duty.id, state, reason, windows: [window], records, against }
}

/**
 * Where another record must answer each of these: the answer to the first that has none. A rule
 * about the record itself is kept by correcting that one.
 */
function wantedAnswerTo(
  rule: EachRule,
  { to, duty }: WindowOfDuty,
  context: DutyContext,
): Wanted | null {
  const { must, ...asked } = rule
  const read = { register: rule.register, asks: [must], fields: [], since: 0 }
  const [answer] = [...fieldsRead(read)].filter(([register]) => register !== rule.register)
  const [first] = othersOf(foundIn(duty, asked, context), foundIn(duty, rule, context))
  if (answer === undefined || first === undefined) return null
  const [register, [via = '']] = [answer[0], [...answer[1]]]
  const days = { from: first.occurredOn ?? to, to }
  return { register, fields: [via], values: { [via]: first.id }, days, year: context.year }
}

/** The clauses of the rule that a record breaks by itself; none until its day is over. */
function lackingOf(
  { register, where, must, due }: EachRule,
  record: Said,
  on: Pick<DutyContext, 'today' | 'year'>,
): Predicate | null {
  if (record.register !== register) return null
  if (where !== undefined && !(isOfOwnFields(where) && holds(where, record, on))) return null
  if (isOpen(record, due, on)) return null
  const broken = Object.entries(must).filter(([key, test]) => {
    const clause = { [key]: test } as Predicate
    return isOfOwnFields(clause) && !holds(clause, record, on)
  })
  return broken.length === 0 ? null : (Object.fromEntries(broken) as Predicate)
}

/** Until when a record may still come to keep the rule; null: at once. */
function dueOf(
  { values }: Pick<LedgerRecord, 'values'>,
  due: EachDue | undefined,
  { year }: Pick<DutyContext, 'year'>,
): string | null {
  if (due === undefined) return null
  if ('by' in due) return deadlineDay(due.by, year)
  return textOf(valueAt(values, due.field))
}

function isOpen(
  record: Pick<LedgerRecord, 'values'>,
  due: EachDue | undefined,
  context: Pick<DutyContext, 'today' | 'year'>,
): boolean {
  const day = dueOf(record, due, context)
  return day !== null && context.today <= day
}

function eachState(given: {
  readonly done: number
  readonly owed: number
  readonly open: number
  readonly past: boolean
  readonly mayCome: boolean
  readonly daysLeft: number | null
}): DutyState {
  const { done, owed, open, past, mayCome, daysLeft } = given
  if (owed === 0) return past ? 'notApplicable' : 'onTrack'
  if (done === owed) return past ? 'met' : 'onTrack'
  if (done + open < owed) return mayCome && !past ? 'atRisk' : 'notDone'
  return daysLeft !== null && daysLeft <= openNearDays ? 'atRisk' : 'onTrack'
}

function eachReason(given: { done: number; owed: number; open: number; past: boolean }): Label {
  const { done, owed, open, past } = given
  if (owed === 0) {
    return past
      ? { zh: '本年没有此类记录', en: 'there was no such record in the year' }
      : { zh: '目前没有此类记录', en: 'there is no such record yet' }
  }
  const only = owed === 1
  if (done === owed) {
    return {
      zh: `${owed}条记录均符合`,
      en: only ? 'the only record keeps the rule' : `all ${owed} records keep the rule`,
    }
  }
  const broken = owed - done - open
  if (broken === 0) {
    return {
      zh: `${owed}条记录中${done}条已符合，${open}条未到期限`,
      en: `${done} of ${owed} records ${done === 1 ? 'keeps' : 'keep'} the rule, ${open} not due yet`,
    }
  }
  const still = {
    zh: open > 0 ? `，${open}条未到期限` : '',
    en: open > 0 ? `, ${open} not due yet` : '',
  }
  const count = only
    ? 'the only record does'
    : `${broken} of ${owed} records ${broken === 1 ? 'does' : 'do'}`
  return {
    zh: `${owed}条记录中有${broken}条不符合${still.zh}`,
    en: `${count} not keep the rule${still.en}`,
  }
}
