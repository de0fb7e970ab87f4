import { spanOf, windowsOfYear } from '../ledger/period.ts'
import type { DutyStanding, DutyState, DutyWindow, Requirement } from './duty.ts'
import { deadlineDay } from './requirements/deadline.ts'
import { seasonPeriod, seasonSpan } from './requirements/season.ts'

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

/** A day on which something of a duty is due, and the window it belongs to. */
export interface DueDay {
  readonly period: string
  readonly on: string
}

/**
 * The days on which something of a duty is due in a year, in order. What depends on records (a
 * term, an answer to an event, the weeks) is known from the standing only; without it the days
 * are those that the calendar alone tells.
 */
export function dueDays(
  { require }: { readonly require: Requirement },
  year: number,
  standing?: Pick<DutyStanding, 'windows'> | null,
): readonly DueDay[] {
  switch (require.kind) {
    case 'quota':
    case 'cap':
      return windowsOfYear(year, require.per).map(dueAtEnd)
    case 'none':
      return windowsOfYear(year, require.attest.per).map(dueAtEnd)
    case 'deadline':
      return [{ period: String(year), on: deadlineDay(require.by, year) }]
    case 'season': {
      const { to } = seasonSpan(require, year)
      return [{ period: seasonPeriod(require, year) ?? String(year), on: to }]
    }
    case 'task':
      return require.by.startsWith(`${year}-`) ? [{ period: String(year), on: require.by }] : []
    case 'weekly':
      return standing ? duesOf(standing) : windowsOfYear(year, 'month').map(dueAtEnd)
    case 'forEach':
      return standing ? duesOf(standing) : dueDays({ require: require.require }, year)
    case 'within':
    case 'term':
      return standing ? duesOf(standing) : []
    case 'held':
      return []
    case 'each':
    case 'notMoreThanLastYear':
    case 'everyone':
    case 'hours':
      return [dueAtEnd(String(year))]
  }
}

function duesOf({ windows }: Pick<DutyStanding, 'windows'>): readonly DueDay[] {
  return windows
    .filter(({ owed }) => owed > 0)
    .map(({ period, to, dueOn }) => ({ period, on: dueOn ?? to }))
}

function dueAtEnd(period: string): DueDay {
  return { period, on: spanOf(period).to }
}
