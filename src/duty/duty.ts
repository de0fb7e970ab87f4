import type { Label } from '../ledger/label.ts'
import type { Predicate } from '../ledger/predicate.ts'

/** Calendar windows a quota may run over. */
export type Window = 'month' | 'quarter' | 'half-year' | 'year'

/** Where a duty comes from. `clause` only where it was read in a text (`verified`). */
export interface Source {
  readonly instrument: string
  readonly clause: string | null
  readonly verified: boolean
  readonly tier: 'party-regulation' | 'law' | 'upper-body' | 'local' | 'own'
  /** The cadence the source sets, when the one set here is stricter or looser. */
  readonly cadence?: Label
}

/** What is owed. Further kinds join this union and `standing.ts` will not compile without them. */
export type Requirement =
  | {
      readonly kind: 'quota'
      readonly figure: string
      readonly atLeast: number
      readonly per: Window
    }
  | { readonly kind: 'cap'; readonly figure: string; readonly atMost: number; readonly per: Window }
  /** At least one record counted by the figure, dated on or before `by` (`MM-DD`). */
  | { readonly kind: 'deadline'; readonly figure: string; readonly by: string }
  | {
      readonly kind: 'each'
      readonly register: string
      readonly where?: Predicate
      readonly must: Predicate
    }
  /** Nothing recorded, and a named person says so for each window. */
  | {
      readonly kind: 'none'
      readonly register: string
      readonly where?: Predicate
      readonly attest: { readonly per: Window; readonly by: string }
    }
  | { readonly kind: 'notMoreThanLastYear'; readonly figure: string }
  /** Everyone in a role has at least this many records of the figure's `by` field in the year. */
  | {
      readonly kind: 'everyone'
      readonly role: string
      readonly figure: string
      readonly atLeast: number
    }

/** Something owed every year. */
export interface Duty {
  readonly id: string
  readonly label: Label
  /** Part of the year page it stands in. */
  readonly part: string
  readonly source: Source
  readonly require: Requirement
}

/**
 * Where a duty stands. `overdue` is about time only: a window or date has passed without what was
 * owed. `notDone` is about facts: a named person said so, or records speak against the duty.
 */
export type DutyState =
  | 'met'
  | 'onTrack'
  | 'atRisk'
  | 'overdue'
  | 'notDone'
  | 'notApplicable'
  | 'awaitingAttestation'

/** One window of a duty in the year. */
export interface DutyWindow {
  /** `2025-Q1`, `2025-03`, … */
  readonly period: string
  readonly from: string
  readonly to: string
  readonly state: DutyState
  readonly done: number
  readonly owed: number
  readonly records: readonly string[]
}

/** A duty's state in a year, with the sentence that says why. */
export interface DutyStanding {
  readonly duty: string
  readonly state: DutyState
  readonly reason: Label
  readonly windows: readonly DutyWindow[]
  /** Records that speak for it, and against it. */
  readonly records: readonly string[]
  readonly against: readonly string[]
}
