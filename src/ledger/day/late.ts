import { addDays, diffDays, weekday } from './day.ts'

/** The calendar of the organisation: whether a day is worked, holidays and swaps included. */
export type IsWorkday = (day: string) => boolean

/** Monday to Friday, for want of a calendar. */
export const weekdays: IsWorkday = (day) => weekday(day) <= 5

/** Days between event and entry that are looked at one by one; older entries count weekdays. */
const spanDaysMax = 3660

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysBetween(
  { from, to }: { from: string; to: string },
  isWorkday: IsWorkday,
): number {
  const days = diffDays({ from, to })
  let count = 0
  for (let nth = 1; nth <= Math.min(days, spanDaysMax); nth += 1) {
    if (isWorkday(addDays(from, nth))) count += 1
  }
  return days > spanDaysMax ? count + Math.floor(((days - spanDaysMax) * 5) / 7) : count
}

/**
 * Working days by which an entry came later than `lateAfter` allows; 0 when in time, when the
 * register knows no lateness, or when nothing is dated. `recordedOn` is the organisation's day.
 */
export function lateDaysOf(
  {
    occurredOn,
    recordedOn,
    lateAfter,
  }: { occurredOn: string | null; recordedOn: string; lateAfter: number | null },
  isWorkday: IsWorkday,
): number {
  if (occurredOn === null || lateAfter === null) return 0
  const passed = workdaysBetween({ from: occurredOn, to: recordedOn }, isWorkday)
  return Math.max(0, passed - lateAfter)
}
