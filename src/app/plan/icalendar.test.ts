import fc from 'fast-check'
import ical from 'node-ical'
import { expect, test } from 'vitest'
import type { CalendarEvent } from './icalendar.ts'
import { icalendar } from './icalendar.ts'

const madeAt = '2026-03-04T05:06:07.000Z'

function read(events: readonly CalendarEvent[]) {
  return Object.values(ical.sync.parseICS(icalendar({ name: '台账', madeAt, events }))).filter(
    (one) => one?.type === 'VEVENT',
  )
}

test('a whole day and a moment are read by another reader as they were meant', () => {
  const [day, meeting] = read([
    { uid: 'due-a@x', summary: '到期：每季度至少研讨一次', time: { day: '2028-02-29' } },
    { uid: 'm@x', summary: '支委会', time: { start: '2026-03-04T01:30:00Z', minutes: 60 } },
  ])
  expect(day).toMatchObject({ uid: 'due-a@x', summary: '到期：每季度至少研讨一次' })
  expect(day).toMatchObject({ datetype: 'date' })
  expect(meeting).toMatchObject({ uid: 'm@x', datetype: 'date-time' })
  const at = meeting as unknown as { start: Date; end: Date }
  expect(at.start.toISOString()).toBe('2026-03-04T01:30:00.000Z')
  expect(at.end.toISOString()).toBe('2026-03-04T02:30:00.000Z')
})

test('the day after the last of a month and of a year follows', () => {
  const text = icalendar({
    name: 'x',
    madeAt,
    events: [{ uid: 'u', summary: 's', time: { day: '2026-12-31' } }],
  })
  expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n')
  expect(text).toContain('DTSTAMP:20260304T050607Z\r\n')
})

test('no line is longer than 75 octets, and any title comes back whole', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 120 })
  fc.assert(
    fc.property(text, (given) => {
      // What has no place in a calendar becomes a space; ends of titles are trimmed by readers.
      const summary = given.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').trim()
      const file = icalendar({
        name: summary,
        madeAt,
        events: [{ uid: 'u', summary, time: { day: '2026-01-01' } }],
      })
      for (const line of file.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line).not.toMatch(/[\r\n]/)
      }
      const unfolded = file.replaceAll('\r\n ', '')
      const escaped = summary.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
      expect(unfolded).toContain(`\r\nSUMMARY:${escaped}\r\n`)
    }),
  )
})

test('a title cannot add lines of its own', () => {
  const summary = 'a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged'
  const events = read([{ uid: 'u', summary, time: { day: '2026-01-01' } }])
  expect(events).toHaveLength(1)
})
