import type { Label } from '../ledger/label.ts'
import type { DateSpan } from '../ledger/value.ts'

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
  /** As `idsOf` and `idsOfEach` take them: they lead back to their records. */
  readonly records: readonly string[]
  /** Where what is still missing is due before the window ends: the first such day. */
  readonly dueOn?: string
  /**
   * Of what is owed week by week: the weeks that have begun and have not seen it, Monday to Sunday,
   * each standing in the month of its Sunday. Absent where no weeks are counted.
   */
  readonly weeksMissing?: readonly DateSpan[]
}

/** A duty's state in a year, with the sentence that says why. */
export interface DutyStanding {
  readonly duty: string
  readonly state: DutyState
  readonly reason: Label
  readonly windows: readonly DutyWindow[]
  /**
   * The first day on which it is owed. Set only where that day makes a difference; the standing
   * then speaks of the days from it on and of none before.
   */
  readonly since?: string
  /**
   * Where everyone in a role owes something: what the one with the least has. Absent where nobody
   * counts per person.
   */
  readonly least?: number
  /** Records that speak for it, and against it. */
  readonly records: readonly string[]
  readonly against: readonly string[]
}

/** The standing without `least`: the duty alone then decides what is true of everyone. */
export function withoutLeast(standing: DutyStanding | null): DutyStanding | null {
  if (standing === null) return null
  const { least: _least, ...rest } = standing
  return rest
}
