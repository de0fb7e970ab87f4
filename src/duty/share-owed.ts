import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext } from './duty-context.ts'
import { lengthOf } from './tenures.ts'

/**
 * What is owed of a bound by whoever held a role, or by an office that existed, for `held` of the
 * `all` days of a window: the part that falls to those days, rounded down, and at least 1 from
 * half of the days on. So a newcomer of November owes nothing of one lecture a year, and whoever
 * held the role from July on owes one. Why: docs/decisions/0018-part-of-a-year-in-a-role.md.
 */
export function shareOwed(
  bound: number,
  { held, all }: { readonly held: number; readonly all: number },
): number {
  if (held >= all) return bound
  // Bounds are whole, so the product is exact; a quotient of it must not lose a whole to rounding.
  const part = Math.floor((bound * held) / all + 1e-9)
  return held * 2 >= all ? Math.max(Math.min(1, bound), part) : part
}

/** The days of a window on which the office that is judged exists; null: on none of them. */
export function daysOwing(
  span: DateSpan,
  { office }: Pick<DutyContext, 'office'>,
): DateSpan | null {
  if (!office?.days) return span
  const { days } = office
  const from = days.from > span.from ? days.from : span.from
  const to = days.to < span.to ? days.to : span.to
  return from <= to ? { from, to } : null
}

/** What is owed in a window: less by an office that exists for a part of it only. */
export function owedIn(
  span: DateSpan,
  bound: number,
  context: Pick<DutyContext, 'office'>,
): number {
  const days = daysOwing(span, context)
  return days === null ? 0 : shareOwed(bound, { held: lengthOf(days), all: lengthOf(span) })
}
