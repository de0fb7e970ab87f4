import { addDays } from '../ledger/day/day.ts'
import { spanOf } from '../ledger/day/period.ts'
import type { DutyStanding } from './duty-standing.ts'

/** A day on which something of a duty is due, and the window it belongs to. */
export interface DueDay {
  readonly period: string
  readonly on: string
}

/** The day of a year that `MM-DD` names. 02-29 falls on 28 February in common years. */
export function deadlineDay(by: string, year: number): string {
  return by === '02-29' ? addDays(`${year}-03-01`, -1) : `${year}-${by}`
}

/** The last day of a window. */
export function dueAtEnd(period: string): DueDay {
  return { period, on: spanOf(period).to }
}

/** The days on which the windows of a standing are due, of those in which something is owed. */
export function duesOf({ windows }: Pick<DutyStanding, 'windows'>): readonly DueDay[] {
  return windows
    .filter(({ owed }) => owed > 0)
    .map(({ period, to, dueOn }) => ({ period, on: dueOn ?? to }))
}
