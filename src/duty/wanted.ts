import { readsOfFigure } from '../ledger/figure/reads.ts'
import type { Predicate } from '../ledger/predicate/predicate.ts'
import type { DateSpan, Values } from '../ledger/value.ts'
import { figureOf } from './counted.ts'
import type { DutyContext } from './duty-context.ts'

/** The record that a window of a duty waits for, as its kind of requirement tells it. */
export interface Wanted {
  readonly register: string
  /** What must hold of it. */
  readonly where?: Predicate
  /** Fields of it that are counted, added up or looked for. */
  readonly fields: readonly string[]
  /** What it must say beside: which office it is of, which record it answers. */
  readonly values: Values
  /** The days on which it counts. */
  readonly days: DateSpan
  /** The year that it is to be for. */
  readonly year: number
}

/** One more record that a figure counts within these days. */
export function wantedInFigure(
  figure: string,
  { from, to }: DateSpan,
  context: DutyContext,
): Wanted {
  const { register, where, fields, by } = readsOfFigure(figureOf(figure, context))
  return {
    register,
    ...(where === undefined ? {} : { where }),
    fields: [...new Set([...fields, by ?? []].flat().map((path) => path.split('.')[0] ?? path))],
    values: {},
    days: { from, to },
    year: context.year,
  }
}
