import { spanOf, windowsOfYear } from '../ledger/period.ts'
import type { DutyStanding, Requirement } from './duty.ts'
import { deadlineDay } from './requirements/deadline.ts'
import { seasonPeriod, seasonSpan } from './requirements/season.ts'

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
