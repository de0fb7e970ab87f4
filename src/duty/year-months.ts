import { spanOf, windowsOfYear } from '../ledger/period.ts'
import type { Duty, DutyStanding, DutyState, DutyWindow } from './duty.ts'
import { deadlineDay } from './requirements/deadline.ts'

/** One month of a duty's row in the year grid. */
export interface MonthCell {
  /** `2025-03` */
  readonly month: string
  /** The window the month belongs to; null where the duty has none in it. */
  readonly window: DutyWindow | null
  /** The window ends in this month, so its state is shown here. */
  readonly closes: boolean
  readonly state: DutyState | null
}

/** The twelve months of a duty's row: which window each lies in, and where windows close. */
export function yearMonths(standing: DutyStanding, year: number): readonly MonthCell[] {
  return windowsOfYear(year, 'month').map((month) => {
    const span = spanOf(month)
    const window = standing.windows.find(({ from, to }) => from <= span.to && span.from <= to)
    if (window === undefined) return { month, window: null, closes: false, state: null }
    const closes = span.from <= window.to && window.to <= span.to
    return { month, window, closes, state: window.state }
  })
}

/** The days on which something of a duty is due in a year, in order. */
export function dueDays(
  { require }: Duty,
  year: number,
): readonly { readonly period: string; readonly on: string }[] {
  switch (require.kind) {
    case 'quota':
    case 'cap':
      return windowsOfYear(year, require.per).map(dueAtEnd)
    case 'none':
      return windowsOfYear(year, require.attest.per).map(dueAtEnd)
    case 'deadline':
      return [{ period: String(year), on: deadlineDay(require.by, year) }]
    case 'each':
    case 'notMoreThanLastYear':
    case 'everyone':
      return [dueAtEnd(String(year))]
  }
}

function dueAtEnd(period: string): { readonly period: string; readonly on: string } {
  return { period, on: spanOf(period).to }
}
