import { dayInYearText, dayText } from '../../ledger/day/day.ts'
import { periodText, spanOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { countAmong, countedInYear, figureOf } from '../counted.ts'
import { deadlineDay } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { elapsedShare, fallsShort, forecastOf } from '../forecast.ts'
import {
  amount,
  boundOf,
  closingText,
  forecastText,
  joinLabels,
  statedText,
  tooBriefText,
} from '../reason.ts'
import { figureFaults, yearOfFaults } from '../requirement-faults.ts'
import { dayOfYearText, figureAmount, figureLabel } from '../requirement-words.ts'
import { daysOwing, owedIn } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import { liesIn } from '../tenures.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementContext, RequirementKind } from './requirement-kind.ts'

/**
 * At least so many between two days (`MM-DD`, both inclusive) in every year. A season whose last
 * day comes before its first ends in the year after, and asks for what is for the year it began in.
 */
export interface SeasonRule {
  readonly kind: 'season'
  readonly figure: string
  readonly atLeast: number
  readonly from: string
  readonly to: string
}

const form = { in: 'season', of: 'id', atLeast: 'count?' } as const

/** At least so many within a season of the year. */
export const season: RequirementKind<SeasonRule> = {
  kind: 'season',
  form,
  example: { in: 'Q4', of: 'visits', atLeast: 1 },
  provedBy: 'records',
  owedByShare: true,
  claimed: 'event',
  asserted: ({ from, to, atLeast }) => ({ manner: 'timely', from, to, atLeast }),
  take: ({ in: days, of, atLeast = 1 }: Written<typeof form>) => ({
    kind: 'season',
    figure: of,
    atLeast,
    ...days,
  }),
  check: (rule, given) => [
    ...figureFaults(rule.figure, given),
    ...(endsNextYear(rule) ? yearOfFaults(rule.figure, given, ['require', 'in']) : []),
  ],
  describe: inSeasonText,
  standing: seasonStanding,
  dueDays: (rule, year) => [
    { period: seasonPeriod(rule, year) ?? String(year), on: seasonSpan(rule, year).to },
  ],
  wants: ({ figure }, window, context) => wantedInFigure(figure, window, context),
  reads: ({ figure }) => [{ figure, since: 0 }],
  bound: ({ atLeast }) => atLeast,
}

function inSeasonText(rule: SeasonRule, context: RequirementContext): Label {
  const what = figureLabel(rule.figure, context)
  const when = seasonText(rule)
  const much = figureAmount(rule.figure, rule.atLeast, context)
  return {
    zh: `每年${when.zh}不少于${much.zh}：${what.zh}`,
    en: `${what.en}: at least ${much.en} ${when.en}${endsNextYear(rule) ? '' : ' of every year'}`,
  }
}

/** Whether the season of a year ends in the year after. */
function endsNextYear({ from, to }: Pick<SeasonRule, 'from' | 'to'>): boolean {
  return to < from
}

/** The days of a season in a year. */
function seasonSpan(rule: Pick<SeasonRule, 'from' | 'to'>, year: number): DateSpan {
  const last = endsNextYear(rule) ? year + 1 : year
  return { from: deadlineDay(rule.from, year), to: deadlineDay(rule.to, last) }
}

/** The calendar window that a season is, e.g. `2025-Q4`; null for any other span. */
function seasonPeriod(rule: Pick<SeasonRule, 'from' | 'to'>, year: number): string | null {
  const span = seasonSpan(rule, year)
  const windows = (['month', 'quarter', 'half-year', 'year'] as const).flatMap((window) =>
    windowsOfYear(year, window),
  )
  return (
    windows.find((period) => {
      const { from, to } = spanOf(period)
      return from === span.from && to === span.to
    }) ?? null
  )
}

/**
 * At least so many within a season of the year. What was done outside it does not count: whoever
 * was allowed to hold it earlier or later states so.
 */
function seasonStanding(duty: DutyId, rule: SeasonRule, context: DutyContext): DutyStanding {
  const { year } = context
  const figure = figureOf(rule.figure, context)
  const span = seasonSpan(rule, year)
  const counted = countedInYear(figure, context)
  const within = counted.filter(({ occurredOn }) => liesIn(occurredOn, [span]))
  const { done, records } = countAmong(figure, within, context)
  const bound = boundOf(rule.atLeast, figure, context.registers)
  const owed = owedIn(span, { bound, done }, duty, context)
  const days = daysOwing(span, duty, context) ?? span
  const period = seasonPeriod(rule, year) ?? String(year)
  const statement = done >= owed ? null : statementFor(duty.id, period, context)
  const state = statement?.state ?? seasonState({ done, owed, span: days, today: context.today })
  const window: DutyWindow = { period, ...days, state, done, owed, records }
  const outside = counted.length - records.length
  return {
    duty: duty.id,
    state,
    reason:
      statement === null
        ? seasonReason({ rule, window, figure, outside }, context)
        : statedText(statement, period),
    windows: [window],
    records,
    against: [],
  }
}

function seasonState(given: {
  readonly done: number
  readonly owed: number
  readonly span: DateSpan
  readonly today: string
}): DutyState {
  const { done, owed, span, today } = given
  if (owed === 0) return 'notApplicable'
  if (done >= owed) return 'met'
  if (today > span.to) return 'overdue'
  return fallsShort({ done, owed, elapsed: elapsedShare(span, today) }) ? 'atRisk' : 'onTrack'
}

/** `2025年第四季度`, `in quarter 4 of 2025`; or the days. */
function whenText(rule: SeasonRule, year: number): Label {
  const period = seasonPeriod(rule, year)
  if (period !== null) {
    const { zh, en } = periodText(period)
    return { zh, en: `in ${en}` }
  }
  const { from, to } = seasonSpan(rule, year)
  if (endsNextYear(rule)) {
    return {
      zh: `${dayText(from, 'zh')}至${dayText(to, 'zh')}`,
      en: `between ${dayText(from, 'en')} and ${dayText(to, 'en')}`,
    }
  }
  return {
    zh: `${year}年${dayInYearText(from, 'zh')}至${dayInYearText(to, 'zh')}`,
    en: `between ${dayInYearText(from, 'en')} and ${dayInYearText(to, 'en')} ${year}`,
  }
}

function seasonReason(
  given: {
    readonly rule: SeasonRule
    readonly window: DutyWindow
    readonly figure: FigureDefinition
    readonly outside: number
  },
  context: DutyContext,
): Label {
  const { rule, window, figure, outside } = given
  const { year, today, registers } = context
  const { done, owed, from, to } = window
  if (owed === 0) return tooBriefText(window.period)
  const when = whenText(rule, year)
  const [has, should] = [amount(done, figure, registers), amount(owed, figure, registers)]
  const elsewhere: Label =
    done < owed && outside > 0
      ? {
          zh: `；时段以外另有${outside}条记录`,
          en: `; ${outside} ${outside === 1 ? 'record' : 'records'} outside that time`,
        }
      : { zh: '', en: '' }
  if (today < from && done < owed) {
    const begins: Label = {
      zh: `应在${when.zh}开展${should.zh}，时段尚未开始`,
      en: `${should.en} owed ${when.en}, which has not begun`,
    }
    return joinLabels(begins, elsewhere)
  }
  const said: Label = {
    zh: `${when.zh}已开展${has.zh}，应开展${should.zh}`,
    en: `${has.en} ${when.en}, ${should.en} owed`,
  }
  if (done >= owed || today > to) return joinLabels(said, elsewhere)
  const count = forecastOf(done, elapsedShare({ from, to }, today))
  const pace = forecastText({ count, on: to }, figure, registers)
  return joinLabels(said, elsewhere, pace, closingText({ from, to }, context))
}

/** A season without its year: `第四季度`, `in quarter 4`; `10月1日至12月15日`. */
function seasonText(rule: Pick<SeasonRule, 'from' | 'to'>): Label {
  if (endsNextYear(rule)) return longSeasonText(rule)
  // The year only serves to name the season; 02-29 is named in a leap year.
  const period = seasonPeriod(rule, 2024)
  if (period !== null) {
    const { zh, en } = periodText(period)
    return { zh: zh.replace('2024年', ''), en: `in ${en.replace(/ (?:of )?2024$/, '')}` }
  }
  const { from, to } = seasonSpan(rule, 2024)
  return {
    zh: `${dayInYearText(from, 'zh')}至${dayInYearText(to, 'zh')}`,
    en: `between ${dayInYearText(from, 'en')} and ${dayInYearText(to, 'en')}`,
  }
}

/** `10月1日至次年2月底`, `every year from 1 October to the end of February of the next`. */
function longSeasonText({ from, to }: Pick<SeasonRule, 'from' | 'to'>): Label {
  const first = deadlineDay(from, 2024)
  const last = dayOfYearText(to)
  return {
    zh: `${dayInYearText(first, 'zh')}至次年${last.zh}`,
    en: `every year from ${dayInYearText(first, 'en')} to ${last.en} of the next`,
  }
}
