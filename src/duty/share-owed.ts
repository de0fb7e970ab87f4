import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext } from './duty-context.ts'
import type { DutyId } from './requirements/requirement-kind.ts'
import { lengthOf, sharedDays } from './tenures.ts'

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

/** The days of a window on which something is owed; null: on none of them. */
export function daysOwing(
  span: DateSpan,
  { since, until }: Pick<DutyId, 'since' | 'until'>,
  { office }: Pick<DutyContext, 'office'>,
): DateSpan | null {
  const { from, to } = office?.days ?? span
  return sharedDays(span, {
    from: since !== undefined && since > from ? since : from,
    to: until !== undefined && until < to ? until : to,
  })
}

/**
 * What is owed in a window. An office that exists for a part of it owes a share, and so does
 * everybody where the ledger begins or the duty ends within it. But where the whole was done, the
 * whole is what was owed: it counts also where it was done before the first day or after the last.
 */
export function owedIn(
  span: DateSpan,
  { bound, done }: { readonly bound: number; readonly done: number },
  duty: Pick<DutyId, 'since' | 'until'>,
  context: Pick<DutyContext, 'office'>,
): number {
  const whole = shareIn(span, daysOwing(span, {}, context), bound)
  return done >= whole ? whole : shareIn(span, daysOwing(span, duty, context), bound)
}

function shareIn(span: DateSpan, days: DateSpan | null, bound: number): number {
  return days === null ? 0 : shareOwed(bound, { held: lengthOf(days), all: lengthOf(span) })
}
