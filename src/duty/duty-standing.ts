import type { Label } from '../ledger/label.ts'

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
  /**
   * The day from which it is owed, where it would stand otherwise if it were owed all the time:
   * what it says then is said of the days from that one on.
   */
  readonly since?: string
  /** Of what everyone in a role owes: the least that anyone has of it; absent: not counted. */
  readonly least?: number
  /** Records that speak for it, and against it. */
  readonly records: readonly string[]
  readonly against: readonly string[]
}

/** A standing that says nothing of what each of everyone has. */
export function withoutLeast(standing: DutyStanding | null): DutyStanding | null {
  if (standing === null) return null
  const { least: _least, ...rest } = standing
  return rest
}
