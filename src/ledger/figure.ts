import type { Label } from './label.ts'
import type { Predicate } from './predicate.ts'

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
  /** May be sent to the body above as a total. */
  readonly upward: boolean
  /** Wordings under which reports state this figure; the reader proposes by them. */
  readonly phrases: readonly string[]
}

/** What is measured, over which register. */
export type Measure =
  | { readonly kind: 'count'; readonly register: string }
  | { readonly kind: 'sum'; readonly register: string; readonly field: string }
  /** Number of different values of a field (rows: `agenda.topic`). */
  | { readonly kind: 'distinct'; readonly register: string; readonly field: string }
  | { readonly kind: 'share'; readonly register: string; readonly part: Predicate }
  | { readonly kind: 'list'; readonly register: string }
  | { readonly kind: 'latest'; readonly register: string }

/** Where in the log a value holds. */
export interface LogPosition {
  readonly size: number
  /** Root hash at that size, base64. */
  readonly root: string
}

/** A figure's value: never a bare number. */
export interface FigureValue {
  readonly figure: string
  /**
   * Counts and sums: a number (money in fen, durations in minutes). Shares: part and whole.
   * Lists: their length. Latest: 1, or 0 where there is none. `figure-text.ts` writes it out.
   */
  readonly value: number | { readonly part: number; readonly whole: number } | null
  readonly unit: Label
  /** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
  readonly period: string
  /** The definition as a sentence, in both languages. */
  readonly definition: Label
  /** Ids of the records behind the value, in order of event date, then id. */
  readonly records: readonly string[]
  /** Shares: ids of the part; `records` holds the whole. */
  readonly partRecords?: readonly string[]
  /** How a bare number is to be shown: fen as money, minutes as a duration. */
  readonly scale?: 'fen' | 'minutes'
  /** `latest`: the event date of the newest record; null where there is none. */
  readonly latestOn?: string | null
  readonly groups?: readonly FigureGroup[]
  readonly lastYear?: number | null
  readonly asOf: LogPosition
}

/** One part of a split figure. */
export interface FigureGroup {
  /** A period, or a person's id. */
  readonly key: string
  readonly value: number
  readonly records: readonly string[]
}
