import { addDays } from '../ledger/day/day.ts'
import type { IsWorkday } from '../ledger/day/late.ts'

/** The first working day on or after a day, e.g. of a date due on a holiday. */
export function workdayFrom(day: string, isWorkday: IsWorkday): string {
  let at = day
  for (let tries = 0; tries < closedDaysMax && !isWorkday(at); tries += 1) at = addDays(at, 1)
  return at
}

/** The day `count` working days after a day, which does not count itself. */
export function addWorkdays(
  day: string,
  { count, isWorkday }: { count: number; isWorkday: IsWorkday },
): string {
  let at = day
  for (let passed = 0; passed < count; passed += 1) at = workdayFrom(addDays(at, 1), isWorkday)
  return at
}

/** No public holiday closes an office for longer; a calendar that says so is broken. */
const closedDaysMax = 60
