import type { Predicate } from '../../ledger/predicate/predicate.ts'

/** Calendar windows that something may be owed in. */
export type Window = 'month' | 'quarter' | 'half-year' | 'year'

/** Two days of every year (`MM-DD`), or of one (`YYYY-MM-DD`), both inclusive. */
export interface Break {
  readonly from: string
  readonly to: string
}

/** Until when a record may break a rule: the day in a field of it, or a day of its year. */
export type EachDue = { readonly field: string } | { readonly by: string }

/**
 * What may stand at a key of a requirement, and what it becomes once it is read. Plain names, so
 * that whoever verifies needs no schema library; `duty-schema.ts` reads them.
 */
export interface Parts {
  /** Of a figure, a register, a role, a kind of office. */
  readonly id: string
  readonly ids: readonly string[]
  readonly idOrIds: string | readonly string[]
  readonly field: string
  readonly predicate: Predicate
  /** A whole number from 1 on. */
  readonly count: number
  /** Any number from 0 on. */
  readonly amount: number
  readonly window: Window
  /** `MM-DD`. */
  readonly monthDay: string
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** `Q4`, `H1`, or `10-01 to 12-15`; where it ends before it begins, in the year after. */
  readonly season: Break
  readonly breaks: readonly Break[]
  readonly due: EachDue
  /** `10 workdays`, `32 hours`, `3 years`: the number. */
  readonly workdays: number
  readonly hours: number
  readonly years: number
  /** The word itself. */
  readonly year: 'year'
  readonly week: 'week'
  readonly 'last-year': 'last-year'
}

/** The keys of a requirement with their parts, in order; a `?` says that one may be absent. */
export interface Form {
  readonly [key: string]: keyof Parts | `${keyof Parts}?` | Form
}

/** What a form becomes once it is read. */
export type Written<F> = {
  readonly [K in keyof F as F[K] extends `${string}?` ? never : K]: Value<F[K]>
} & {
  readonly [K in keyof F as F[K] extends `${string}?` ? K : never]?: Value<F[K]>
}

type Value<P> = P extends keyof Parts
  ? Parts[P]
  : P extends `${infer Name extends keyof Parts}?`
    ? Parts[Name]
    : Written<P>
