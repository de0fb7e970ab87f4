import { addDays, dayInYearText, dayText, weekday } from '../../ledger/day/day.ts'
import type { IsWorkday } from '../../ledger/day/late.ts'
import { weekdays } from '../../ledger/day/late.ts'
import { spanOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import { idsOfEach } from '../../ledger/record/kept-lists.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { countedInYear, countOver, figureOf } from '../counted.ts'
import { deadlineDay, dueAtEnd, duesOf } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { elapsedShare, fallsShort } from '../forecast.ts'
import { firstIn, overallState } from '../overall-state.ts'
import { boundOf, statedText } from '../reason.ts'
import { figureFaults } from '../requirement-faults.ts'
import { figureAmount, figureLabel } from '../requirement-words.ts'
import { owedIn } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import type { Wanted } from '../wanted.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Break, Written } from './form.ts'
import type {
  DutyId,
  RequirementContext,
  RequirementKind,
  WindowOfDuty,
} from './requirement-kind.ts'

/** At least so many in every week (Monday to Sunday) with a working day outside the breaks. */
export interface WeeklyRule {
  readonly kind: 'weekly'
  readonly figure: string
  readonly atLeast: number
  readonly except: readonly Break[]
}

const form = { atLeast: 'count', of: 'id', per: 'week', except: 'breaks?' } as const

/** At least so many in every week. */
export const weekly: RequirementKind<WeeklyRule> = {
  kind: 'weekly',
  form,
  isMeant: ({ per }) => per === 'week',
  example: { atLeast: 1, of: 'visits', per: 'week', except: ['01-20 to 02-10'] },
  provedBy: 'keeper',
  owedByShare: true,
  claimed: 'event',
  asserted: ({ atLeast }) => ({ manner: 'often', per: 'week', atLeast }),
  take: ({ atLeast, of, except = [] }: Written<typeof form>) => ({
    kind: 'weekly',
    figure: of,
    atLeast,
    except,
  }),
  check: ({ figure }, given) => figureFaults(figure, given),
  describe: weeklyText,
  standing: weeklyStanding,
  dueDays: (_rule, year, standing) =>
    standing ? duesOf(standing) : windowsOfYear(year, 'month').map(dueAtEnd),
  wants: wantedInWeek,
  reads: ({ figure }) => [{ figure, since: 0 }],
  bound: ({ atLeast }) => atLeast,
}

function weeklyText({ figure, atLeast, except }: WeeklyRule, context: RequirementContext): Label {
  const what = figureLabel(figure, context)
  const much = figureAmount(figure, atLeast, context)
  const breaks = except.filter((one) => isOf(one, context.year)).map(breakText)
  const zh = breaks.length === 0 ? '' : `（${breaks.map((one) => one.zh).join('、')}除外）`
  const en = breaks.length === 0 ? '' : ` except ${breaks.map((one) => one.en).join(' and ')}`
  return {
    zh: `每周不少于${much.zh}${zh}：${what.zh}`,
    en: `${what.en}: at least ${much.en} every week${en}`,
  }
}

function isOf({ from, to }: Break, year: number | undefined): boolean {
  if (year === undefined || from.length <= 5) return true
  return from.slice(0, 4) <= `${year}` && `${year}` <= to.slice(0, 4)
}

function breakText({ from, to }: Break): Label {
  if (from.length > 5) {
    return {
      zh: `${dayText(from, 'zh')}至${dayInYearText(to, 'zh')}`,
      en: `${dayInYearText(from, 'en')} to ${dayText(to, 'en')}`,
    }
  }
  const [first, last] = [deadlineDay(from, 2024), deadlineDay(to, 2024)]
  return {
    zh: `${dayInYearText(first, 'zh')}至${dayInYearText(last, 'zh')}`,
    en: `${dayInYearText(first, 'en')} to ${dayInYearText(last, 'en')}`,
  }
}

interface Week extends DateSpan {
  readonly state: DutyState
  readonly records: readonly string[]
}

/**
 * The weeks of a year in which something is owed, Monday to Sunday: those with a working day
 * outside the breaks. A week that reaches over the turn of the year is owed in neither year; it
 * holds the New Year's holiday, and no year would have all its records.
 */
export function weeksOwed(
  { year, except }: { readonly year: number; readonly except: readonly Break[] },
  isWorkday: IsWorkday,
): readonly DateSpan[] {
  const breaks = except.map((one) => breakIn(one, year))
  const first = addDays(`${year}-01-01`, (8 - weekday(`${year}-01-01`)) % 7)
  const weeks: DateSpan[] = []
  for (let from = first; addDays(from, 6) <= `${year}-12-31`; from = addDays(from, 7)) {
    const days = Array.from({ length: 7 }, (_, nth) => addDays(from, nth))
    const isOwed = days.some(
      (day) => isWorkday(day) && !breaks.some((one) => one.from <= day && day <= one.to),
    )
    if (isOwed) weeks.push({ from, to: addDays(from, 6) })
  }
  return weeks
}

function breakIn({ from, to }: Break, year: number): DateSpan {
  const dayIn = (day: string) => (day.length === 5 ? deadlineDay(day, year) : day)
  return { from: dayIn(from), to: dayIn(to) }
}

/** Each week in which something is owed, and what was done in it. */
function weeksOf(duty: DutyId, rule: WeeklyRule, context: DutyContext): readonly Week[] {
  const { year, isWorkday = weekdays, today } = context
  const figure = figureOf(rule.figure, context)
  const counted = countedInYear(figure, context)
  const bound = boundOf(rule.atLeast, figure, context.registers)
  return weeksOwed({ year, except: rule.except }, isWorkday).flatMap((span): readonly Week[] => {
    const { done, records } = countOver({ figure, counted }, span, context)
    const owed = owedIn(span, { bound, done }, duty, context)
    if (owed === 0) return []
    return [{ ...span, records, state: weekState({ done, owed, span }, today) }]
  })
}

/** One more in the first week of the month that is not done yet; where all are, in the last one. */
function wantedInWeek(rule: WeeklyRule, window: WindowOfDuty, context: DutyContext): Wanted | null {
  const weeks = weeksOf(window.duty, rule, context).filter(
    ({ to }) => window.from <= to && to <= window.to,
  )
  const week = weeks.find(({ state }) => state !== 'met') ?? weeks.at(-1)
  return week === undefined ? null : wantedInFigure(rule.figure, week, context)
}

/**
 * At least so many in each week. The weeks stand by the month in which they end: a month is done
 * when every week owed in it is, so `done` and `owed` count weeks.
 */
function weeklyStanding(duty: DutyId, rule: WeeklyRule, context: DutyContext): DutyStanding {
  const weeks = weeksOf(duty, rule, context)
  const windows = windowsOfYear(context.year, 'month').map((period) =>
    monthWindow({ duty, period, weeks }, context),
  )
  const state = overallState(windows)
  return {
    duty: duty.id,
    state,
    reason: weeklyReason({ duty, weeks, windows, state }, context),
    windows,
    records: idsOfEach(windows.map(({ records }) => records)),
    against: [],
  }
}

function weekState(
  { done, owed, span }: { done: number; owed: number; span: DateSpan },
  today: string,
): DutyState {
  if (done >= owed) return 'met'
  if (today > span.to) return 'overdue'
  const elapsed = elapsedShare(span, today)
  return fallsShort({ done, owed, elapsed }) ? 'atRisk' : 'onTrack'
}

function monthWindow(
  { duty, period, weeks }: { duty: DutyId; period: string; weeks: readonly Week[] },
  context: DutyContext,
): DutyWindow {
  const span = spanOf(period)
  const mine = weeks.filter(({ to }) => span.from <= to && to <= span.to)
  const done = mine.filter(({ state }) => state === 'met').length
  const records = idsOfEach(mine.map((week) => week.records))
  const missing = mine.filter(({ state }) => state !== 'met')
  const weeksMissing = missing
    .filter(({ from }) => from <= context.today)
    .map(({ from, to }) => ({ from, to }))
  const common = { period, ...span, done, owed: mine.length, records, weeksMissing }
  if (mine.length === 0) return { ...common, state: 'notApplicable' }
  if (done === mine.length) return { ...common, state: 'met' }
  const statement = statementFor(duty.id, period, context)
  if (statement !== null) return { ...common, state: statement.state }
  // Where no week is open any more, the day has passed: a record of today answers another month.
  const next = missing.find(({ to }) => context.today <= to) ?? missing.at(-1)
  const state = overallWeek(mine)
  return { ...common, state, ...(next === undefined ? {} : { dueOn: next.to }) }
}

function overallWeek(weeks: readonly Week[]): DutyState {
  const states = weeks.map(({ state }) => state)
  if (states.includes('overdue')) return 'overdue'
  return states.includes('atRisk') ? 'atRisk' : 'onTrack'
}

function weeklyReason(
  given: {
    readonly duty: DutyId
    readonly weeks: readonly Week[]
    readonly windows: readonly DutyWindow[]
    readonly state: DutyState
  },
  context: DutyContext,
): Label {
  const { duty, weeks, windows, state } = given
  const window = firstIn(windows, state)
  const statement = window === undefined ? null : statementFor(duty.id, window.period, context)
  if (window !== undefined && statement?.state === state) {
    return statedText(statement, window.period)
  }
  const run = weeks.filter((week) => week.to < context.today || week.state === 'met')
  const met = run.filter((week) => week.state === 'met').length
  const missed = run.filter((week) => week.state === 'overdue')
  const inMonth = ({ to }: Week) => windows.find((one) => one.from <= to && to <= one.to)
  const excused = missed.filter((week) => inMonth(week)?.state !== 'overdue')
  const last = missed.filter((week) => !excused.includes(week)).at(-1)
  const stated: Label =
    excused.length === 0
      ? { zh: '', en: '' }
      : { zh: `，${excused.length}周已作说明`, en: `, ${excused.length} explained by a statement` }
  const said: Label = {
    zh: `${run.length}周中${met}周已开展${stated.zh}`,
    en: `done in ${met} of ${run.length} weeks${stated.en}`,
  }
  if (last === undefined) return said
  const [from, to] = [last.from, last.to]
  return {
    zh: `${said.zh}，最近未开展的一周为${dayInYearText(from, 'zh')}至${dayInYearText(to, 'zh')}`,
    en: `${said.en}, last missed from ${dayInYearText(from, 'en')} to ${dayInYearText(to, 'en')}`,
  }
}
