import { answersAmong } from '../ledger/answers.ts'
import { countedRecords, evaluateFigure } from '../ledger/evaluate-figure.ts'
import type { FigureContext } from '../ledger/evaluate-figure.ts'
import type { FigureDefinition, FigureValue } from '../ledger/figure.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Predicate } from '../ledger/predicate.ts'
import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext } from './duty-context.ts'

/** The figure a duty rests on. Throws: a pack whose duty names no figure never loads. */
export function figureOf(id: string, { figures }: DutyContext): FigureDefinition {
  const figure = figures.get(id)
  if (figure === undefined) throw new TypeError(`no such figure: ${id}`)
  return figure
}

/** The figure's value in a window, as a bare number with its records. */
export function countIn(
  figure: FigureDefinition,
  period: string,
  context: DutyContext,
): { readonly done: number; readonly records: readonly string[] } {
  const { value, records } = evaluateFigure(figure, context.records, figureContext(period, context))
  return { done: numberOf(value), records }
}

/**
 * The figure's value over any span of the year. `counted` are the records that the figure counts
 * in the year, so that many short spans do not go through all records again.
 */
export function countOver(
  given: { readonly figure: FigureDefinition; readonly counted: readonly LedgerRecord[] },
  { from, to }: DateSpan,
  context: DutyContext,
): { readonly done: number; readonly records: readonly string[] } {
  const { figure, counted } = given
  const inSpan = counted.filter(
    ({ occurredOn }) => occurredOn !== null && from <= occurredOn && occurredOn <= to,
  )
  if (inSpan.length === 0) return { done: 0, records: [] }
  const { value, records } = evaluateFigure(
    figure,
    inSpan,
    figureContext(String(context.year), context),
  )
  return { done: numberOf(value), records }
}

/** The records that a figure counts in the year, by event date. */
export function countedInYear(
  figure: FigureDefinition,
  context: DutyContext,
): readonly LedgerRecord[] {
  return countedRecords(figure, context.records, figureContext(String(context.year), context))
}

/** Everything known that the figure counts up to today, from the earliest year on. */
export function countedEver(
  figure: FigureDefinition,
  context: DutyContext,
): readonly LedgerRecord[] {
  const { earlierRecords = [], lastYearRecords = [], records, year, today } = context
  const all = [...earlierRecords, ...lastYearRecords, ...records].filter(
    ({ register }) => register === figure.measure.register,
  )
  const years = new Set(all.map(({ occurredOn }) => occurredOn?.slice(0, 4) ?? ''))
  return [...years]
    .filter((one) => one !== '' && Number(one) <= year)
    .sort()
    .flatMap((period) => countedRecords(figure, all, { ...figureContext(period, context), today }))
}

/** The same of the year before. */
export function countLastYear(
  figure: FigureDefinition,
  records: readonly LedgerRecord[],
  context: DutyContext,
): number {
  const period = String(context.year - 1)
  return numberOf(evaluateFigure(figure, records, figureContext(period, context)).value)
}

/** Live records of a register in a window, by today, that satisfy a predicate. */
export function recordsIn(
  { register, where, period }: { register: string; where?: Predicate; period: string },
  context: DutyContext,
): readonly LedgerRecord[] {
  const label = { zh: '', en: '' }
  const list: FigureDefinition = {
    id: register,
    label,
    unit: label,
    measure: { kind: 'list', register },
    upward: false,
    phrases: [],
    ...(where === undefined ? {} : { where }),
  }
  return countedRecords(list, context.records, figureContext(period, context))
}

/** What figures are evaluated in for a duty. */
export function figureContext(period: string, context: DutyContext): FigureContext {
  const { registers, today, asOf, records } = context
  return {
    registers,
    period,
    today,
    asOf,
    answers: context.answers ?? answersAmong(records, { today }),
    ...(context.names === undefined ? {} : { names: context.names }),
  }
}

function numberOf(value: FigureValue['value']): number {
  if (typeof value === 'number') return value
  return value === null || value.whole === 0 ? 0 : value.part / value.whole
}
