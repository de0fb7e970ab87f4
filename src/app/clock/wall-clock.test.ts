import { expect, test } from 'vitest'
import { dayIn, momentIn, todayIn, wallClock } from './wall-clock.ts'

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

test('a wall clock shows the hour of its zone, on 29 February too', () => {
  const shown = wallClock('Asia/Shanghai', Date.parse('2028-02-28T16:01:00Z'))
  expect(shown).toEqual({ day: '2028-02-29', time: '00:01' })
})

test.each([
  ['Asia/Shanghai', '2026-11-24', '09:00', '2026-11-24T01:00:00Z'],
  ['Asia/Shanghai', '2026-11-24', '00:30', '2026-11-23T16:30:00Z'],
  ['America/New_York', '2026-01-15', '12:00', '2026-01-15T17:00:00Z'],
  // Put forward at 02:00: half past never comes, and the next moment shows 03:00.
  ['Europe/Berlin', '2026-03-29', '01:59', '2026-03-29T00:59:00Z'],
  ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00Z'],
  ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
  // Put back at 03:00 or 02:00: half past comes twice.
  ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
  ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
])('in %s a clock first shows %s %s at %s', (zone, day, time, moment) => {
  expect(momentIn(zone, { day, time })).toBe(Date.parse(moment))
})

test.each([
  ['Europe/Berlin', '2026-10-01', '2026-11-01'],
  ['America/St_Johns', '2026-03-01', '2026-04-01'],
  ['Australia/Lord_Howe', '2026-04-01', '2026-05-01'],
])('in %s every quarter of an hour from %s on is found by what a clock shows', (zone, from, to) => {
  const first = new Map<string, number>()
  for (let at = Date.parse(from); at < Date.parse(to); at += 15 * 60_000) {
    const { day, time } = wallClock(zone, at)
    if (!first.has(`${day} ${time}`)) first.set(`${day} ${time}`, at)
  }
  const found = [...first.keys()].map((shown) => {
    const [day = '', time = ''] = shown.split(' ')
    return momentIn(zone, { day, time })
  })
  expect(found).toEqual([...first.values()])
})
