import { addDays } from '../../ledger/day/day.ts'
import { momentIn, wallClock } from '../clock/wall-clock.ts'
import type { JobTime } from './job.ts'

const minuteMs = 60_000

/** The newest moment at or before `nowMs` at which the job was due, milliseconds since 1970. */
export function dueAt(when: JobTime, { zone, nowMs }: { zone: string; nowMs: number }): number {
  if ('everyMinutes' in when) {
    const stepMs = when.everyMinutes * minuteMs
    return Math.floor(nowMs / stepMs) * stepMs
  }
  const { day, time } = wallClock(zone, nowMs)
  return momentIn(zone, { day: time < when.daily ? addDays(day, -1) : day, time: when.daily })
}
