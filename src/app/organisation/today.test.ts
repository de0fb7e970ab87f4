import { expect, test } from 'vitest'
import { dayIn, todayIn } from './today.ts'

test.each([
  // Shanghai is eight hours ahead all year: from 16:00 UTC on, its day is the next one.
  ['Asia/Shanghai', '2026-11-27T15:59:59.999Z', '2026-11-27'],
  ['Asia/Shanghai', '2026-11-27T16:00:00.000Z', '2026-11-28'],
  ['Asia/Shanghai', '2026-12-31T16:30:00.000Z', '2027-01-01'],
  ['Asia/Shanghai', '2026-11-28T15:30:00.000Z', '2026-11-28'],
  ['Asia/Urumqi', '2026-11-27T18:00:00.000Z', '2026-11-28'],
  ['Europe/London', '2026-06-30T23:30:00.000Z', '2026-07-01'],
  ['UTC', '2026-11-27T23:59:59.999Z', '2026-11-27'],
])('in %s it is, at %s, the day %s', (zone, moment, day) => {
  expect(todayIn(zone, { now: () => Date.parse(moment) })).toBe(day)
  expect(dayIn(zone, moment)).toBe(day)
})
