import { addWorkdays } from '../duty/working-day.ts'
import type { IsWorkday } from '../ledger/day/late.ts'
import type { Label } from '../ledger/label.ts'

/**
 * Working days ahead in which what is due is told beforehand, on every surface alike: a duty, a
 * task, a problem. The day itself is set by the calendar; what is left to act in are working days,
 * and ten days before the end of a long holiday are hardly any.
 */
export const soonWorkdays = 10

/** How that is called where the number is not said. */
export const soonWord: Label = { zh: '即将到期', en: 'Due soon' }

/** The last day on which something is due soon, as it is seen from a day. */
export function lastSoonDay(today: string, isWorkday: IsWorkday): string {
  return addWorkdays(today, { count: soonWorkdays, isWorkday })
}

/** A day by which something is due, and how near it is. */
export interface NearDay {
  readonly on: string
  readonly state: 'overdue' | 'soon' | 'later'
}

/** How near a day is, `lastSoonDay` being the function of that name, as seen from today. */
export function nearDay(on: string, seen: { today: string; lastSoonDay: string }): NearDay {
  if (on < seen.today) return { on, state: 'overdue' }
  return { on, state: on <= seen.lastSoonDay ? 'soon' : 'later' }
}
