/** Money in the smallest unit (fen), so that no sum is ever a float. */
export interface Money {
  readonly minor: number
  readonly currency: 'CNY'
}

/** Both days inclusive, `YYYY-MM-DD`. */
export interface DateSpan {
  readonly from: string
  readonly to: string
}

/** An attachment by content: the file itself stands beside the log, named by its SHA-256. */
export interface FileRef {
  readonly sha256: string
  readonly name: string
  readonly type: string
  readonly bytes: number
}

/** A clause of an instrument, e.g. an article of a regulation; `clause` null where not checked. */
export interface ClauseRef {
  readonly instrument: string
  readonly clause: string | null
}

/** One row of a `rows` field. */
export type Row = { readonly [field: string]: Value }

/**
 * The value of a field as it is stored, logged and sent: plain JSON.
 * Persons, offices and records appear only as ids; dates are `YYYY-MM-DD`, times `HH:MM`,
 * durations whole minutes.
 */
export type Value =
  | null
  | string
  | number
  | boolean
  | Money
  | DateSpan
  | FileRef
  | ClauseRef
  | readonly string[]
  | readonly Row[]
  | readonly FileRef[]

/** The fields of a record by id; a field without a value is absent. */
export type Values = { readonly [field: string]: Value }
