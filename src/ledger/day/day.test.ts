import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysInMonth } from '../../log/calendar-text.ts'
import { compareTexts } from '../compare-texts.ts'
import { addDays, dayText, diffDays, isDay, weekday, yearsLater } from './day.ts'
import { lateDaysOf, weekdays, workdaysBetween } from './late.ts'
import {
  formatPeriod,
  parsePeriod,
  periodText,
  spanOf,
  windowOf,
  windowsOfYear,
  windowsWithin,
  yearEarlier,
} from './period.ts'

const anyDay = fc
  .integer({ min: Date.UTC(1900, 0, 1) / 864e5, max: Date.UTC(2199, 11, 31) / 864e5 })
  .map((number) => new Date(number * 864e5).toISOString().slice(0, 10))
const anyWindow = fc.constantFrom('month', 'quarter', 'half-year', 'year')

describe('day', () => {
  it('agrees with the calendar of the machine', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        const later = new Date(Date.parse(day) + count * 864e5).toISOString().slice(0, 10)
        expect(addDays(day, count)).toBe(later)
        expect(diffDays({ from: day, to: later })).toBe(count)
        expect(weekday(day)).toBe(((new Date(day).getUTCDay() + 6) % 7) + 1)
        expect(isDay(day)).toBe(true)
        expect(Math.sign(compareTexts(later, day))).toBe(Math.sign(count))
      }),
    )
  })
  it('puts 29 February on the 28th in years that have none', () => {
    expect([1, 3, 4].map((years) => yearsLater('2024-02-29', years))).toEqual([
      '2025-02-28',
      '2027-02-28',
      '2028-02-29',
    ])
  })
  it('knows which days exist', () => {
    const wrong = [
      '2025-02-29',
      '1900-02-29',
      '2025-04-31',
      '2025-00-10',
      '2025-1-1',
      '1899-12-31',
      '',
    ]
    expect(wrong.filter(isDay)).toEqual([])
    expect(['2024-02-29', '2000-02-29', '2199-12-31'].every(isDay)).toBe(true)
    const februaries = [1900, 2000, 2023, 2024].map((year) => daysInMonth({ year, month: 2 }))
    expect(februaries).toEqual([28, 29, 28, 29])
    expect([dayText('2025-03-01', 'zh'), dayText('2025-03-01', 'en')]).toEqual([
      '2025年3月1日',
      '1 March 2025',
    ])
  })
})

describe('period', () => {
  it('windows partition the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), anyWindow, (year, window) => {
        const spans = windowsOfYear(year, window).map(spanOf)
        expect(spans[0]?.from).toBe(`${year}-01-01`)
        expect(spans.at(-1)?.to).toBe(`${year}-12-31`)
        for (const [nth, span] of spans.entries()) {
          const next = spans[nth + 1]
          if (next !== undefined) expect(addDays(span.to, 1)).toBe(next.from)
        }
      }),
    )
  })
  it('a day lies in its window and in no other', () => {
    fc.assert(
      fc.property(anyDay, anyWindow, (day, window) => {
        const own = windowOf(day, window)
        const holding = windowsOfYear(Number(day.slice(0, 4)), window).filter(
          (one) => spanOf(one).from <= day && day <= spanOf(one).to,
        )
        expect(holding).toEqual([own])
        expect(formatPeriod(parsePeriod(own) ?? { year: 0, window: 'year', index: 1 })).toBe(own)
      }),
    )
  })
  it('reads and writes', () => {
    expect(['2025-H3', '2025-Q0', '2025-13', '2025-1', 'x', '0001'].map(parsePeriod)).toEqual(
      Array(6).fill(null),
    )
    expect(windowsWithin('2025-H2', 'quarter')).toEqual(['2025-Q3', '2025-Q4'])
    expect(windowsWithin('2025-Q2', 'month')).toEqual(['2025-04', '2025-05', '2025-06'])
    expect(windowsWithin('2025-Q2', 'year')).toEqual(['2025-Q2'])
    expect(spanOf('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(yearEarlier('2025-Q3')).toBe('2024-Q3')
    expect(periodText('2025-Q3').zh).toBe('2025年第三季度')
  })
})

describe('late', () => {
  // 2025-03-07 is a Friday.
  const late = (recordedOn: string, lateAfter: number | null = 5) =>
    lateDaysOf({ occurredOn: '2025-03-07', recordedOn, lateAfter }, weekdays)
  it('counts working days beyond what is allowed', () => {
    expect(late('2025-03-14')).toBe(0)
    expect(late('2025-03-15')).toBe(0)
    expect(late('2025-03-17')).toBe(1)
    expect(late('2025-03-01')).toBe(0)
    expect(late('2025-12-31', null)).toBe(0)
    expect(late('2025-03-10', 0)).toBe(1)
  })
  it('follows the calendar it is given', () => {
    const holiday = (day: string) => weekdays(day) && day !== '2025-03-10'
    expect(workdaysBetween({ from: '2025-03-07', to: '2025-03-14' }, holiday)).toBe(4)
    expect(workdaysBetween({ from: '1925-03-07', to: '2025-03-07' }, () => true)).toBeGreaterThan(
      20_000,
    )
  })
})
