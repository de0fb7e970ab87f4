import type { LastYear } from '../ledger/figure/evaluate-figure.ts'
import {
  countedRecords,
  inSpan,
  lastYearValue,
  measureCounted,
  recordsRead,
} from '../ledger/figure/evaluate-figure.ts'
import type { FigureDefinition, FigureValue } from '../ledger/figure/figure.ts'
import { answersIn } from '../ledger/predicate/answers.ts'
import type { EvaluateContext } from '../ledger/predicate/evaluate.ts'
import { isOrdered } from '../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import { yearFor } from '../ledger/record/year-of.ts'
import type { Registers } from '../ledger/register/register.ts'
import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext, DutyRecords } from './duty-context.ts'

/** The figure a duty rests on. Throws: a pack whose duty names no figure never loads. */
export function figureOf(id: string, { figures }: DutyContext): FigureDefinition {
  const figure = figures.get(id)
  if (figure === undefined) throw new TypeError(`no such figure: ${id}`)
  return figure
}

/** A number with the records behind it. */
interface Counted {
  readonly done: number
  readonly records: readonly string[]
}

/** The figure's value in a window of the year, as a bare number with its records. */
export function countIn(figure: FigureDefinition, period: string, context: DutyContext): Counted {
  const mine = ofRegister(figure.measure.register, context.records)
  const counted = countedRecords(figure, mine, { period, ...evaluationOf(context) })
  return countAmong(figure, counted, context)
}

/**
 * The figure's value over any span of the year, by the day as which each record counts in it.
 * `counted` are the records that the figure counts in the year, so that many short spans do not go
 * through all records again.
 */
export function countOver(
  given: { readonly figure: FigureDefinition; readonly counted: readonly LedgerRecord[] },
  span: DateSpan,
  context: DutyContext,
): Counted {
  const { figure, counted } = given
  const declared = context.registers.registers.get(figure.measure.register)
  return countAmong(figure, inSpan(counted, span, declared), context)
}

/** The figure's value over records that are known to count. */
export function countAmong(
  figure: FigureDefinition,
  counted: readonly LedgerRecord[],
  context: DutyContext,
): Counted {
  if (counted.length === 0) return { done: 0, records: [] }
  const { value, records } = measureCounted(figure, counted, evaluationOf(context))
  return { done: numberOf(value), records }
}

// What one figure counts in a year is asked for window by window, office by office.
const countedOnce = new WeakMap<DutyContext, Map<FigureDefinition, readonly LedgerRecord[]>>()

/** The records that a figure counts in the year. */
export function countedInYear(
  figure: FigureDefinition,
  context: DutyContext,
): readonly LedgerRecord[] {
  const known = countedOnce.get(context) ?? new Map<FigureDefinition, readonly LedgerRecord[]>()
  countedOnce.set(context, known)
  const found =
    known.get(figure) ??
    countedRecords(figure, ofRegister(figure.measure.register, context.records), {
      period: String(context.year),
      ...evaluationOf(context),
    })
  known.set(figure, found)
  return found
}

const byRegister = new WeakMap<
  readonly LedgerRecord[],
  ReadonlyMap<string, readonly LedgerRecord[]>
>()

/** The records of one register; the others of a year are gone through once, not for each duty. */
export function ofRegister(register: string, records: DutyRecords): readonly LedgerRecord[] {
  if (typeof records === 'function') return records(register)
  if (isOrdered(register, records)) return records
  const groups = byRegister.get(records) ?? grouped(records)
  byRegister.set(records, groups)
  return groups.get(register) ?? noRecords
}

/**
 * What the figure counts up to today, from so many years before the year on: never more than the
 * requirement says that it reads, though more may be known for the sake of others.
 */
export function countedSince(
  figure: FigureDefinition,
  since: number,
  context: DutyContext,
): readonly LedgerRecord[] {
  const { earlierRecords = noRecords, lastYearRecords = noRecords, records, year } = context
  const declared = context.registers.registers.get(figure.measure.register)
  const isMeant = (one: number | null) => one !== null && year - since <= one && one <= year
  const all = [earlierRecords, lastYearRecords, records]
    .flatMap((some) => ofRegister(figure.measure.register, some))
    .filter((record) => isMeant(yearFor(declared, record)))
  const years = new Set(all.flatMap((record) => yearFor(declared, record) ?? []))
  return [...years]
    .sort((one, other) => one - other)
    .flatMap((one) => countedRecords(figure, all, { period: `${one}`, ...evaluationOf(context) }))
}

/** What the figure counts of the records of the year before. */
export function countedLastYear(
  figure: FigureDefinition,
  records: DutyRecords,
  context: DutyContext,
): readonly LedgerRecord[] {
  const mine = ofRegister(figure.measure.register, records)
  const period = String(context.year - 1)
  return countedRecords(figure, mine, { period, ...evaluationOf(context) })
}

/** The figure's value in the year before, counted or stated; null: nothing to compare with. */
export function lastYearOf(figure: FigureDefinition, context: DutyContext): LastYear | null {
  const { lastYearRecords = noRecords } = context
  return lastYearValue(figure, {
    ...context,
    ...evaluationOf(context),
    period: String(context.year),
    lastYearRecords: ofRegister(figure.measure.register, lastYearRecords),
  })
}

/** Live records of a register in a window, by today, that satisfy a predicate, or two. */
export function recordsIn(
  { period, ...read }: Parameters<typeof recordsRead>[0] & { readonly period: string },
  context: DutyContext,
): readonly LedgerRecord[] {
  const mine = ofRegister(read.register, context.records)
  return recordsRead(read, mine, { period, ...evaluationOf(context) })
}

/** What records are read and predicates are asked in for a duty. */
export function evaluationOf(context: DutyContext): {
  readonly registers: Registers
  readonly today: string
  readonly answers: NonNullable<EvaluateContext['answers']>
} {
  const { registers, today, records } = context
  const listsOf = (register: string) => [ofRegister(register, records)]
  return { registers, today, answers: context.answers ?? answersIn(listsOf, { today }) }
}

function grouped(records: readonly LedgerRecord[]): ReadonlyMap<string, readonly LedgerRecord[]> {
  const groups = new Map<string, LedgerRecord[]>()
  for (const record of records) {
    const group = groups.get(record.register)
    if (group) group.push(record)
    else groups.set(record.register, [record])
  }
  return groups
}

const noRecords: readonly LedgerRecord[] = []

function numberOf(value: FigureValue['value']): number {
  if (typeof value === 'number') return value
  return value === null || value.whole === 0 ? 0 : value.part / value.whole
}
