import { periodText, spanOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { countIn, figureOf } from '../counted.ts'
import { dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { elapsedShare, fallsShort, forecastOf } from '../forecast.ts'
import { firstIn, overallState } from '../overall-state.ts'
import {
  boundOf,
  closingText,
  doneOfOwed,
  forecastText,
  joinLabels,
  statedText,
  tooBriefText,
} from '../reason.ts'
import { figureFaults } from '../requirement-faults.ts'
import { boundText } from '../requirement-words.ts'
import { daysOwing, owedIn } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Window, Written } from './form.ts'
import type { DutyId, RequirementKind } from './requirement-kind.ts'

/** At least so many in each window. */
export interface QuotaRule {
  readonly kind: 'quota'
  readonly figure: string
  readonly atLeast: number
  readonly per: Window
}

const form = { atLeast: 'count', of: 'id', per: 'window' } as const

/** At least so many in each window of the year. */
export const quota: RequirementKind<QuotaRule> = {
  kind: 'quota',
  form,
  example: { atLeast: 2, of: 'visits', per: 'half-year' },
  provedBy: 'records',
  owedByShare: true,
  claimed: 'event',
  asserted: ({ per, atLeast }) => ({ manner: per === 'year' ? 'done' : 'often', per, atLeast }),
  take: ({ of, ...rest }: Written<typeof form>) => ({ kind: 'quota', figure: of, ...rest }),
  check: ({ figure }, given) => figureFaults(figure, given),
  describe: (rule, context) =>
    boundText(rule, { count: rule.atLeast, zh: '不少于', en: 'at least' }, context),
  standing: quotaStanding,
  dueDays: ({ per }, year) => windowsOfYear(year, per).map(dueAtEnd),
  wants: ({ figure }, window, context) => wantedInFigure(figure, window, context),
  reads: ({ figure }) => [{ figure, since: 0 }],
  bound: ({ atLeast }) => atLeast,
}

function quotaStanding(duty: DutyId, quota: QuotaRule, context: DutyContext): DutyStanding {
  const figure = figureOf(quota.figure, context)
  const windows = windowsOfYear(context.year, quota.per).map((period) =>
    quotaWindow({ duty, quota, figure, period }, context),
  )
  const state = overallState(windows)
  return {
    duty: duty.id,
    state,
    reason: quotaReason({ duty, windows, state, figure }, context),
    windows,
    // The windows divide the year, so each record stands in one of them.
    records: windows.flatMap(({ records }) => records),
    against: [],
  }
}

function quotaWindow(
  given: { duty: DutyId; quota: QuotaRule; figure: FigureDefinition; period: string },
  context: DutyContext,
): DutyWindow {
  const { duty, quota, figure, period } = given
  const whole = spanOf(period)
  const span = daysOwing(whole, duty, context) ?? whole
  const { done, records } = countIn(figure, period, context)
  const bound = boundOf(quota.atLeast, figure, context.registers)
  const owed = owedIn(whole, { bound, done }, duty, context)
  const state = quotaState({ duty, period, span, done, owed }, context)
  return { period, ...span, state, done, owed, records }
}

function quotaState(
  given: { duty: DutyId; period: string; span: DateSpan; done: number; owed: number },
  context: DutyContext,
): DutyState {
  const { duty, period, span, done, owed } = given
  if (owed === 0) return 'notApplicable'
  // What was done outweighs a statement made before it was done.
  if (done >= owed) return 'met'
  const statement = statementFor(duty.id, period, context)
  if (statement !== null) return statement.state
  if (context.today > span.to) return 'overdue'
  const elapsed = elapsedShare(span, context.today)
  return fallsShort({ done, owed, elapsed }) ? 'atRisk' : 'onTrack'
}

function quotaReason(
  given: {
    duty: DutyId
    windows: readonly DutyWindow[]
    state: DutyState
    figure: FigureDefinition
  },
  context: DutyContext,
): Label {
  const { duty, windows, state, figure } = given
  const { registers, today } = context
  const window =
    (state === 'onTrack' ? windows.find(({ to, owed }) => today <= to && owed > 0) : undefined) ??
    firstIn(windows, state)
  if (window === undefined || state === 'met') return metText(windows)
  const statement = statementFor(duty.id, window.period, context)
  if (window.state === state && statement !== null && statement.state === state) {
    return statedText(statement, window.period)
  }
  if (window.owed === 0) return tooBriefText(window.period)
  const said = doneOfOwed(window, figure, registers)
  if (window.done >= window.owed || today > window.to || today < window.from) return said
  const count = forecastOf(window.done, elapsedShare(window, today))
  const pace = forecastText({ count, on: window.to }, figure, registers)
  return joinLabels(said, pace, closingText(window, context))
}

function metText(windows: readonly DutyWindow[]): Label {
  const asked = windows.filter(({ owed }) => owed > 0)
  const [first] = asked
  if (asked.length === 1 && first !== undefined) {
    const when = periodText(first.period)
    return { zh: `${when.zh}已完成`, en: `done in ${when.en}` }
  }
  const met = asked.filter(({ state }) => state === 'met').length
  return {
    zh: `全年${asked.length}个时段中${met}个已完成`,
    en: `done in ${met} of ${asked.length} windows of the year`,
  }
}
