import { dayInYearText } from '../../ledger/day/day.ts'
import { weekdays, workdaysBetween } from '../../ledger/day/late.ts'
import { spanOf, windowOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { valueAt } from '../../ledger/read-value.ts'
import { idsOf } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { ofRegister, recordsIn } from '../counted.ts'
import { duesOf } from '../due-on.ts'
import type { DutyContext, DutyRecords } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { firstIn, overallState } from '../overall-state.ts'
import { statedText } from '../reason.ts'
import { registerFaults, viaFaults, whereFaults } from '../requirement-faults.ts'
import { whichText } from '../requirement-words.ts'
import { statementFor } from '../statements.ts'
import type { Wanted } from '../wanted.ts'
import { addWorkdays } from '../working-day.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementKind, WindowOfDuty } from './requirement-kind.ts'

/**
 * After each record of `after`, a record of `register` that points to it through `via`, within
 * so many working days.
 */
export interface WithinRule {
  readonly kind: 'within'
  readonly workdays: number
  readonly after: string
  readonly where?: Predicate
  readonly register: string
  readonly via: string
}

const form = {
  within: 'workdays',
  after: 'id',
  where: 'predicate?',
  of: 'id',
  via: 'field',
} as const

/** An answer to each event within so many working days. */
export const within: RequirementKind<WithinRule> = {
  kind: 'within',
  form,
  example: { within: '10 workdays', after: 'request', of: 'answer', via: 'request' },
  provedBy: 'keeper',
  claimed: 'event',
  asserted: () => ({ manner: 'timely' }),
  take: ({ within: workdays, of, ...rest }: Written<typeof form>) => ({
    kind: 'within',
    workdays,
    register: of,
    ...rest,
  }),
  check: ({ after, where, register, via }, { registers }) => [
    ...registerFaults(after, 'after', registers),
    ...whereFaults(after, where, registers),
    ...registerFaults(register, 'of', registers),
    ...viaFaults(register, { via, type: 'record' }, registers),
  ],
  describe: ({ workdays, after, where, register }, context) => {
    const event = whichText(after, where, context)
    const answer = whichText(register, undefined, context)
    return {
      zh: `每条${event.zh}记录后${workdays}个工作日内登记${answer.zh}`,
      en: `${answer.en} within ${workdays} working days after every record of ${event.en}`,
    }
  },
  standing: withinStanding,
  dueDays: (_rule, _year, standing) => (standing ? duesOf(standing) : []),
  wants: wantedAnswer,
  reads: ({ after, where, register, via }) => [
    { register, asks: [], fields: [via], since: 1 },
    {
      register: after,
      ...(where === undefined ? {} : { where }),
      asks: [],
      fields: [],
      since: 1,
    },
  ],
}

/** Working days before its day from which an answer not yet given is at risk. */
const answerNearWorkdays = 3

interface Case {
  readonly event: LedgerRecord
  readonly due: string
  readonly answer: LedgerRecord | null
  readonly state: DutyState
}

/**
 * Each event is followed by its answer within so many working days. A case stands in the month
 * in which it is due, so an event of late December belongs to the next year; that year sees it
 * among the records of the year before. An answer that came late stays `overdue`, done.
 */
function withinStanding(duty: DutyId, rule: WithinRule, context: DutyContext): DutyStanding {
  const { year } = context
  const cases = casesOwed(duty, rule, context)
  const windows = windowsOfYear(year, 'month')
    .map((period) => monthWindow({ duty, period, cases }, context))
    .filter(({ owed }) => owed > 0)
  const past = context.today > spanOf(String(year)).to
  const silent = past ? 'notApplicable' : 'onTrack'
  const state = windows.length === 0 ? silent : overallState(windows)
  return {
    duty: duty.id,
    state,
    reason: withinReason({ duty, rule, cases, windows, state }, context),
    windows,
    records: windows.flatMap(({ records }) => records),
    against: [],
  }
}

/** What is owed since the first day of the ledger, and what was kept before it. */
function casesOwed(
  { since = '' }: DutyId,
  rule: WithinRule,
  context: DutyContext,
): readonly Case[] {
  return casesOf(rule, context).filter(({ due, state }) => due >= since || state === 'met')
}

function casesOf(rule: WithinRule, context: DutyContext): readonly Case[] {
  const { year, today, isWorkday = weekdays, lastYearRecords = [] } = context
  const looked = {
    register: rule.after,
    ...(rule.where === undefined ? {} : { where: rule.where }),
  }
  const events = [
    ...recordsIn({ ...looked, period: String(year - 1) }, { ...context, records: lastYearRecords }),
    ...recordsIn({ ...looked, period: String(year) }, context),
  ]
  const answers = answersTo(rule, [lastYearRecords, context.records], today)
  return events.flatMap((event): readonly Case[] => {
    const { id, occurredOn } = event
    if (occurredOn === null) return []
    const due = addWorkdays(occurredOn, { count: rule.workdays, isWorkday })
    if (Number(due.slice(0, 4)) !== year) return []
    const answer = answers.get(id) ?? null
    return [{ event, due, answer, state: caseState({ due, answer }, context) }]
  })
}

/** The answer to the first event of the month that has none. */
function wantedAnswer(rule: WithinRule, window: WindowOfDuty, context: DutyContext): Wanted | null {
  const { register, via } = rule
  const open = casesOwed(window.duty, rule, context).find(
    ({ answer, due }) => answer === null && window.from <= due && due <= window.to,
  )
  if (open === undefined) return null
  const { event, due } = open
  const days = { from: event.occurredOn ?? due, to: due }
  return { register, fields: [via], values: { [via]: event.id }, days, year: context.year }
}

/** The first answer to each event, by event date. */
function answersTo(
  { register, via }: WithinRule,
  records: readonly DutyRecords[],
  today: string,
): ReadonlyMap<string, LedgerRecord> {
  const first = new Map<string, LedgerRecord>()
  for (const record of records.flatMap((some) => ofRegister(register, some))) {
    const { occurredOn, state, values } = record
    if (state !== 'live') continue
    if (occurredOn === null || occurredOn > today) continue
    const target = valueAt(values, via)
    if (typeof target !== 'string') continue
    const known = first.get(target)
    if (known === undefined || occurredOn < (known.occurredOn ?? '')) first.set(target, record)
  }
  return first
}

function caseState(
  { due, answer }: { due: string; answer: LedgerRecord | null },
  { today, isWorkday = weekdays }: DutyContext,
): DutyState {
  if (answer !== null) return (answer.occurredOn ?? '') <= due ? 'met' : 'overdue'
  if (today > due) return 'overdue'
  const left = workdaysBetween({ from: today, to: due }, isWorkday)
  return left <= answerNearWorkdays ? 'atRisk' : 'onTrack'
}

function monthWindow(
  { duty, period, cases }: { duty: DutyId; period: string; cases: readonly Case[] },
  context: DutyContext,
): DutyWindow {
  const mine = cases.filter(({ due }) => windowOf(due, 'month') === period)
  const answered = idsOf(mine.flatMap(({ answer }) => answer ?? []))
  const common = {
    period,
    ...spanOf(period),
    done: answered.length,
    owed: mine.length,
    records: answered,
  }
  const state = overallState(mine.map((one) => ({ ...common, state: one.state })))
  const statement = state === 'met' ? null : statementFor(duty.id, period, context)
  const open = mine
    .filter(({ answer, due }) => answer === null && context.today <= due)
    .map(({ due }) => due)
    .sort()[0]
  const due = open === undefined ? {} : { dueOn: open }
  return { ...common, ...due, state: statement?.state ?? state }
}

function withinReason(
  given: {
    readonly duty: DutyId
    readonly rule: WithinRule
    readonly cases: readonly Case[]
    readonly windows: readonly DutyWindow[]
    readonly state: DutyState
  },
  context: DutyContext,
): Label {
  const { duty, rule, cases, windows, state } = given
  if (cases.length === 0) {
    return context.today > spanOf(String(context.year)).to
      ? { zh: '本年没有此类事项', en: 'nothing of the kind happened in the year' }
      : { zh: '目前没有此类事项', en: 'nothing of the kind has happened yet' }
  }
  const window = firstIn(windows, state)
  const statement = window === undefined ? null : statementFor(duty.id, window.period, context)
  if (window !== undefined && statement?.state === state) {
    return statedText(statement, window.period)
  }
  const label = context.registers.registers.get(rule.after)?.label
  const what = label ?? { zh: rule.after, en: rule.after }
  const inTime = cases.filter(({ state: one }) => one === 'met').length
  const late = cases.filter(({ answer, state: one }) => answer !== null && one !== 'met').length
  const over = cases.filter(({ answer, due }) => answer === null && due < context.today).length
  const next = windows.flatMap(({ dueOn }) => (dueOn === undefined ? [] : [dueOn])).sort()[0]
  const zh = [
    `“${what.zh}”${cases.length}条，${inTime}条在${rule.workdays}个工作日内落实`,
    ...(late > 0 ? [`${late}条落实超过期限`] : []),
    ...(over > 0 ? [`${over}条超期未落实`] : []),
    ...(next === undefined ? [] : [`下一条应于${dayInYearText(next, 'zh')}前落实`]),
  ]
  const en = [
    `${inTime} of ${cases.length} of “${what.en}” followed within ${rule.workdays} working days`,
    ...(late > 0 ? [`${late} followed late`] : []),
    ...(over > 0 ? [`${over} overdue`] : []),
    ...(next === undefined ? [] : [`the next is due by ${dayInYearText(next, 'en')}`]),
  ]
  return { zh: zh.join('，'), en: en.join(', ') }
}
