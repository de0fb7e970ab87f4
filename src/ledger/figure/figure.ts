import type { Label } from '../label.ts'
import type { Predicate } from '../predicate/predicate.ts'
import type { Measured, Scale } from './measures/measure-kind.ts'
import type { Measure } from './measures/measure-kinds.ts'

/** How a figure is split: by calendar window or by the person in a field. */
export type Split = 'month' | 'quarter' | 'half-year' | 'year' | 'person'

/** A defined number, share or list over the records of a period. */
export interface FigureDefinition {
  readonly id: string
  readonly label: Label
  readonly unit: Label
  readonly measure: Measure
  readonly where?: Predicate
  readonly per?: Split
  /** With `per: person`: the person or people field counted. */
  readonly by?: string
  readonly compare?: 'last-year'
  /** May be sent to the body above as a total. Nothing sends one yet; evidence carries it. */
  readonly upward: boolean
  /** Wordings under which reports state this figure; the reader proposes by them. */
  readonly phrases: readonly string[]
}

/**
 * Counted of each person by itself. What each did is theirs to see and their duty's owner's: it is
 * no number of the unit, so nothing offers it for a report, asks it of others or sends it upward.
 */
export function isPerPerson({ per }: Pick<FigureDefinition, 'per'>): boolean {
  return per === 'person'
}

/** Where in the log a value holds. */
export interface LogPosition {
  readonly size: number
  /** Root hash at that size, base64. */
  readonly root: string
}

/** A figure's value: never a bare number. */
export interface FigureValue extends Measured {
  readonly figure: string
  readonly unit: Label
  /** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
  readonly period: string
  /** The definition as a sentence, in both languages. */
  readonly definition: Label
  /** How a bare number is to be shown: fen as money, minutes as a duration. */
  readonly scale?: Scale
  readonly groups?: readonly FigureGroup[]
  /** The number of the year before, for `compare`; null where there is none to compare with. */
  readonly lastYear?: number | null
  /** Where that number was stated by hand and is not counted: by which record, from what source. */
  readonly lastYearStated?: { readonly record: string; readonly source: string }
  /** How a share is written out: absent as `percentOf` does, `cut` as reports before 2026-12. */
  readonly rounding?: 'cut'
  readonly asOf: LogPosition
}

/** What a figure says beside the records behind it, of which there may be very many. */
export interface FigureNumber extends Omit<FigureValue, 'records' | 'partRecords' | 'groups'> {
  readonly groups?: readonly Omit<FigureGroup, 'records'>[]
}

/** A figure with how many records are behind it, instead of which. */
export interface FigureSummary extends FigureNumber {
  readonly counted: number
}

/** The figure without the ids of its records. */
export function summaryOf(figure: FigureValue): FigureSummary {
  const { records, partRecords: _, groups, ...number } = figure
  return {
    ...number,
    counted: records.length,
    ...(groups && { groups: groups.map(({ key, value }) => ({ key, value })) }),
  }
}

/** One part of a split figure. */
export interface FigureGroup {
  /** A period, or a person's id. */
  readonly key: string
  readonly value: number
  readonly records: readonly string[]
}
