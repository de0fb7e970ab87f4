import { addDays } from '../../ledger/day/day.ts'
import type { JobTime } from './job.ts'

const minuteMs = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Day and time of the wall clock in a zone, `YYYY-MM-DD` and `HH:MM`. */
export function wallClock(zone: string, atMs: number): { day: string; time: string } {
  let format = formats.get(zone)
  if (!format) {
    // The Swedish way of writing a moment is the ISO one.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    formats.set(zone, format)
  }
  const [day = '', time = ''] = format.format(atMs).split(' ')
  return { day, time }
}

/** The newest moment at or before `nowMs` at which the job was due, milliseconds since 1970. */
export function dueAt(when: JobTime, { zone, nowMs }: { zone: string; nowMs: number }): number {
  if ('everyMinutes' in when) {
    const stepMs = when.everyMinutes * minuteMs
    return Math.floor(nowMs / stepMs) * stepMs
  }
  const { day, time } = wallClock(zone, nowMs)
  return momentOf(zone, { day: time < when.daily ? addDays(day, -1) : day, time: when.daily })
}

/**
 * The moment when a wall clock shows a time. Where the clocks were put forward over it, the first
 * moment after; where they show it twice, the first.
 */
function momentOf(zone: string, { day, time }: { day: string; time: string }): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  const wanted = `${day} ${time}`
  // No zone is further than 14 hours from UTC, and offsets are whole quarters of an hour.
  for (let at = asUtc - 14 * 60 * minuteMs; at <= asUtc + 14 * 60 * minuteMs; at += 15 * minuteMs) {
    const shown = wallClock(zone, at)
    if (`${shown.day} ${shown.time}` >= wanted) return at
  }
  return asUtc
}
