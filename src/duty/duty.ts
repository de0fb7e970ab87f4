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

/** At least so many in each window. */
export interface QuotaRule {
  readonly kind: 'quota'
  readonly figure: string
  readonly atLeast: number
  readonly per: Window
}

/** At least one record counted by the figure, dated on or before `by` (`MM-DD`). */
export interface DeadlineRule {
  readonly kind: 'deadline'
  readonly figure: string
  readonly by: string
}

/** At least so many between two days of every year (`MM-DD`, both inclusive). */
export interface SeasonRule {
  readonly kind: 'season'
  readonly figure: string
  readonly atLeast: number
  readonly from: string
  readonly to: string
}

/** Again before so many years have passed since the last record, e.g. an election. */
export interface TermRule {
  readonly kind: 'term'
  readonly figure: string
  readonly years: number
}

/** What each office of a kind may owe by itself. */
export type OfficeRule = QuotaRule | DeadlineRule | SeasonRule | TermRule

/** Days on which nothing is owed: of every year (`MM-DD`), or of one (`YYYY-MM-DD`). */
export interface Break {
  readonly from: string
  readonly to: string
}

/** Until when a record may still come to keep a rule: the day in a field, a day of its year. */
export type EachDue = { readonly field: string } | { readonly by: string }

/** What is owed. Further kinds join this union and `standing.ts` will not compile without them. */
export type Requirement =
  | OfficeRule
  | { readonly kind: 'cap'; readonly figure: string; readonly atMost: number; readonly per: Window }
  /** At least so many in every week (Monday to Sunday) with a working day outside the breaks. */
  | {
      readonly kind: 'weekly'
      readonly figure: string
      readonly atLeast: number
      readonly except: readonly Break[]
    }
  /** A record that breaks the rule counts against it only once its `due` day is over. */
  | {
      readonly kind: 'each'
      readonly register: string
      readonly where?: Predicate
      readonly must: Predicate
      readonly due?: EachDue
    }
  /** Nothing recorded, and a named person says so for each window. */
  | {
      readonly kind: 'none'
      readonly register: string
      readonly where?: Predicate
      readonly attest: {
        readonly per: Window
        readonly by: string
        /** Figures whose records are shown beside the question, e.g. self-checks held. */
        readonly basis?: readonly string[]
      }
    }
  | { readonly kind: 'notMoreThanLastYear'; readonly figure: string }
  /** Everyone in a role has at least this many records of the figure's `by` field in the year. */
  | {
      readonly kind: 'everyone'
      readonly role: string
      readonly figure: string
      readonly atLeast: number
    }
  /** Everyone in a role has so many hours in the year, over one or several sums per person. */
  | {
      readonly kind: 'hours'
      readonly role: string
      readonly figures: readonly string[]
      readonly atLeast: number
    }
  /**
   * After each record of `after`, a record of `register` that points to it through `via`, within
   * so many working days.
   */
  | {
      readonly kind: 'within'
      readonly workdays: number
      readonly after: string
      readonly where?: Predicate
      readonly register: string
      readonly via: string
    }
  /** Owed by each office of a kind; `via` is the office field of the figure's register. */
  | {
      readonly kind: 'forEach'
      readonly office: string
      readonly via: string
      readonly require: OfficeRule
    }
  /** Once, by one day (`YYYY-MM-DD`). */
  | { readonly kind: 'task'; readonly figure: string; readonly by: string }
  /** Somebody holds the role on every day of the year. */
  | { readonly kind: 'held'; readonly role: string }

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
  /** Where what is still missing is due before the window ends: the first such day. */
  readonly dueOn?: string
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
