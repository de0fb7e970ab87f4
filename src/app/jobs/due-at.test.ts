import { describe, expect, test } from 'vitest'
import { dueAt } from './due-at.ts'

const at = (text: string) => Date.parse(text)
const due = (when: Parameters<typeof dueAt>[0], zone: string, now: string) =>
  new Date(dueAt(when, { zone, nowMs: at(now) })).toISOString()

describe('when a job is due', () => {
  test('each day at a time of the unit’s zone, today or else yesterday', () => {
    const daily = { daily: '02:30' }
    expect(due(daily, 'Asia/Shanghai', '2026-03-02T18:30:00Z')).toBe('2026-03-02T18:30:00.000Z')
    expect(due(daily, 'Asia/Shanghai', '2026-03-02T18:29:59Z')).toBe('2026-03-01T18:30:00.000Z')
    expect(due(daily, 'Asia/Kathmandu', '2026-03-02T20:45:00Z')).toBe('2026-03-02T20:45:00.000Z')
  })

  test('once on the days when clocks change', () => {
    const daily = { daily: '02:30' }
    // 02:30 does not exist on 29 March 2026 in Berlin, and comes twice on 25 October.
    expect(due(daily, 'Europe/Berlin', '2026-03-29T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z')
    expect(due(daily, 'Europe/Berlin', '2026-10-25T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(due(daily, 'Europe/Berlin', '2026-10-25T00:45:00Z')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('every so many minutes', () => {
    expect(due({ everyMinutes: 5 }, 'Asia/Shanghai', '2026-03-02T18:34:59Z')).toBe(
      '2026-03-02T18:30:00.000Z',
    )
  })
})
