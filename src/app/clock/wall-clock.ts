import type { Clock } from '../../append/effects.ts'

/** What a clock on a wall shows. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  readonly day: string
  /** `HH:MM` */
  readonly time: string
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const formats = new Map<string, Intl.DateTimeFormat>()

/** What a clock in a zone shows at a moment (ms since 1970). Throws on a zone that is none. */
export function wallClock(zone: string, atMs: number): WallClock {
  let format = formats.get(zone)
  if (!format) {
    // The Swedish way of writing a moment is the ISO one.
    const styles = { dateStyle: 'short', timeStyle: 'short' } as const
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...styles })
    formats.set(zone, format)
  }
  const [day = '', time = ''] = format.format(atMs).split(' ')
  return { day, time }
}

/** The day in a zone of a moment such as `2025-03-01T08:00:00.000Z`. */
export function dayIn(zone: string, moment: string): string {
  return wallClock(zone, Date.parse(moment)).day
}

/** Today in the organisation's zone, `YYYY-MM-DD`. */
export function todayIn(zone: string, clock: Clock): string {
  return wallClock(zone, clock.now()).day
}

/**
 * The moment (ms since 1970) when a clock in a zone shows this. Where the clocks were put forward
 * over it, the first moment after; where they show it twice, the first.
 */
export function momentIn(zone: string, { day, time }: WallClock): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`)
  // What the zone is ahead of UTC a day before and a day after: one of the two holds then.
  const before = aheadMs(zone, asUtc - dayMs)
  const after = aheadMs(zone, asUtc + dayMs)
  const last = asUtc - Math.min(before, after)
  let at = asUtc - Math.max(before, after)
  // Zones differ from UTC by whole quarters of an hour.
  while (at < last && at + aheadMs(zone, at) < asUtc) at += 15 * minuteMs
  return at
}

function aheadMs(zone: string, atMs: number): number {
  const { day, time } = wallClock(zone, atMs)
  return Date.parse(`${day}T${time}:00Z`) - atMs
}
