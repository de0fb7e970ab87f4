import { expect, test } from 'vitest'
import { monthAfter, openingMonth, weeksOf } from './month-days.ts'

test('weeks run from Monday and hold every day of the month once', () => {
  const weeks = weeksOf('2028-02')
  expect(weeks[0]?.[0]).toBe('2028-01-31')
  expect(weeks.at(-1)?.[6]).toBe('2028-03-05')
  const days = weeks.flat().filter((day) => day.startsWith('2028-02'))
  expect(days).toHaveLength(29)
  expect(weeksOf('2027-02')).toHaveLength(4)
})

test('months go over the end of a year both ways', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01')
  expect(monthAfter('2026-01', -1)).toBe('2025-12')
  expect(monthAfter('2026-01', -13)).toBe('2024-12')
})

test('a past year opens at its end, a coming one at its beginning', () => {
  expect(openingMonth(2026, '2026-11-24')).toBe('2026-11')
  expect(openingMonth(2025, '2026-11-24')).toBe('2025-12')
  expect(openingMonth(2027, '2026-11-24')).toBe('2027-01')
})
