import { addDays } from '../../ledger/day/day.ts'
import { periodText, spanOf, windowsOfYear } from '../../ledger/day/period.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import { measureKindOf } from '../../ledger/figure/measures/measure-kinds.ts'
import type { Label } from '../../ledger/label.ts'
import { countedInYear, countIn, countOver, figureOf } from '../counted.ts'
import { dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { elapsedShare, forecastOf, paceKnownShare } from '../forecast.ts'
import { firstIn, overallState } from '../overall-state.ts'
import { amount, boundOf, forecastText, joinLabels } from '../reason.ts'
import { figureFaults } from '../requirement-faults.ts'
import { boundText } from '../requirement-words.ts'
import { daysOwing } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import type { Window, Written } from './form.ts'
import type { DutyId, RequirementKind } from './requirement-kind.ts'

/** At most so many in each window. */
export interface CapRule {
  readonly kind: 'cap'
  readonly figure: string
  readonly atMost: number
  readonly per: Window
}

const form = { atMost: 'amount', of: 'id', per: 'window' } as const

/** At most so many in each window of the year. */
export const cap: RequirementKind<CapRule> = {
  kind: 'cap',
  form,
  example: { atMost: 30000, of: 'spent', per: 'year' },
  provedBy: 'records',
  claimed: 'event',
  asserted: () => ({ manner: 'other' }),
  take: ({ of, ...rest }: Written<typeof form>) => ({ kind: 'cap', figure: of, ...rest }),
  check: ({ figure }, given) => figureFaults(figure, given),
  describe: (rule, context) =>
    boundText(rule, { count: rule.atMost, zh: '不超过', en: 'at most' }, context),
  standing: capStanding,
  dueDays: ({ per }, year) => windowsOfYear(year, per).map(dueAtEnd),
  reads: ({ figure }) => [{ figure, since: 0 }],
}

function capStanding(duty: DutyId, rule: CapRule, context: DutyContext): DutyStanding {
  const figure = figureOf(rule.figure, context)
  const atMost = boundOf(rule.atMost, figure, context.registers)
  const windows = windowsOfYear(context.year, rule.per).map((period) =>
    capWindow({ duty, figure, period, atMost }, context),
  )
  return cappedStanding({ duty, windows, figure, bound: limitNoun }, context)
}

/** One window under an upper bound. */
export function capWindow(
  given: { duty: DutyId; figure: FigureDefinition; period: string; atMost: number },
  context: DutyContext,
): DutyWindow {
  const { duty, figure, period, atMost } = given
  const span = spanOf(period)
  const { done, records } = countIn(figure, period, context)
  const window = { period, ...span, done, owed: atMost, records }
  // Too many are too many, whenever the ledger began.
  if (done > atMost) return { ...window, state: 'notDone' }
  const days = daysOwing(span, duty, context)
  if (days === null) return { ...window, state: 'notApplicable' }
  if (context.today > span.to) return { ...window, state: 'met' }
  const running = { ...window, ...days }
  const elapsed = elapsedShare(days, context.today)
  const hasPace = elapsed >= paceKnownShare && elapsed < 1
  const isAtRisk = hasPace && paceOf(running, figure, context) > atMost
  return { ...running, state: isAtRisk ? 'atRisk' : 'onTrack' }
}

/**
 * What a window will have at its end if it goes on as it did in its own days, which may begin or
 * end within its period. What was before them is had already and tells no pace.
 */
function paceOf(
  { period, done, from, to }: Omit<DutyWindow, 'state'>,
  figure: FigureDefinition,
  context: DutyContext,
): number {
  const counted = countedInYear(figure, context)
  const isCut = from > spanOf(period).from
  const earlier = { from: spanOf(period).from, to: addDays(from, -1) }
  const before = isCut ? countOver({ figure, counted }, earlier, context).done : 0
  return before + forecastOf(done - before, elapsedShare({ from, to }, context.today))
}

/** What the bound is called in a sentence. */
const limitNoun: Label = { zh: '上限', en: 'the limit of ' }

/** The standing of a duty whose windows have an upper bound. */
export function cappedStanding(
  given: {
    duty: DutyId
    windows: readonly DutyWindow[]
    figure: FigureDefinition
    bound: Label
  },
  context: DutyContext,
): DutyStanding {
  const { duty, windows, figure, bound } = given
  const stated = windows.map((window) => {
    const statement = statementFor(duty.id, window.period, context)
    const applies = statement?.state === 'notApplicable' && window.state !== 'notDone'
    return applies ? { ...window, state: 'notApplicable' as const } : window
  })
  const state = overallState(stated)
  // Of a count, the records beyond the limit speak against the duty; of a sum, all of them do.
  const counts = measureKindOf(figure.measure).isCount
  return {
    duty: duty.id,
    state,
    reason: capReason({ duty, windows: stated, state, figure, bound }, context),
    windows: stated,
    // The windows divide the year, so each record stands in one of them.
    records: stated.flatMap(({ records }) => records),
    against: stated
      .filter((window) => window.state === 'notDone')
      .flatMap(({ records, owed }) => (counts ? records.slice(owed) : records)),
  }
}

function capReason(
  given: {
    duty: DutyId
    windows: readonly DutyWindow[]
    state: DutyState
    figure: FigureDefinition
    bound: Label
  },
  context: DutyContext,
): Label {
  const { duty, windows, state, figure, bound } = given
  const { registers, today } = context
  const current = windows.find(({ from, to }) => from <= today && today <= to)
  const window = (state === 'onTrack' ? current : undefined) ?? firstIn(windows, state)
  if (window === undefined) return { zh: '本年不适用', en: 'not applicable this year' }
  const when = periodText(window.period)
  const has = amount(window.done, figure, registers)
  const most = amount(window.owed, figure, registers)
  const statement = statementFor(duty.id, window.period, context)
  const why = statement?.reason ?? ''
  const stated = { zh: why && `；说明：${why}`, en: why && `; stated: ${why}` }
  const over = window.done > window.owed
  const said: Label = {
    zh: `${when.zh}共${has.zh}，${over ? '超过' : '未超过'}${bound.zh}${most.zh}${stated.zh}`,
    en: `${has.en} in ${when.en}, ${over ? 'above' : 'within'} ${bound.en}${most.en}${stated.en}`,
  }
  if (state !== 'atRisk') return said
  const count = paceOf(window, figure, context)
  return joinLabels(said, forecastText({ count, on: window.to }, figure, registers))
}
