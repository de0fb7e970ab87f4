import type { Clock } from '../../append/effects.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day in a zone of a moment such as `2025-03-01T08:00:00.000Z`. */
export function dayIn(zone: string, moment: string): string {
  return todayIn(zone, { now: () => Date.parse(moment) })
}

/** Today in the organisation's zone, `YYYY-MM-DD`. Throws on a zone that does not exist. */
export function todayIn(zone: string, clock: Clock): string {
  let format = formats.get(zone)
  if (!format) {
    // The Swedish way of writing a date is the ISO one.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    formats.set(zone, format)
  }
  return format.format(clock.now())
}
