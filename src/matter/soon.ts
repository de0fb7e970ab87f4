import { addWorkdays } from '../duty/working-day.ts'
import type { IsWorkday } from '../ledger/day/late.ts'

/** Working days ahead in which what is due is told beforehand, on every surface alike. */
export const soonWorkdays = 10

/** The last day on which something is due soon, as it is seen from a day. */
export function lastSoonDay(today: string, isWorkday: IsWorkday): string {
  return addWorkdays(today, { count: soonWorkdays, isWorkday })
}
