import { expect, test } from 'vitest'
import { addDays } from '../../ledger/day/day.ts'
import { chineseCalendar } from './chinese-calendar.ts'

const { isWorkday, knows } = chineseCalendar

function weekdaysOff(year: number): readonly string[] {
  const days = Array.from({ length: 366 }, (_, nth) => addDays(`${year}-01-01`, nth))
  return days
    .filter((day) => day.startsWith(`${year}-`) && !isWorkday(day))
    .filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
    .map((day) => day.slice(5))
}

test('a year that was announced has its swaps', () => {
  expect(knows(2026)).toBe(true)
  // A Saturday worked for the days after the lunar New Year, and such a day.
  expect([isWorkday('2026-02-14'), isWorkday('2026-02-23')]).toEqual([true, false])
})

test('a year that was not announced has the holidays that the law names, and says so', () => {
  expect([knows(2027), knows(2028)]).toEqual([false, false])
  expect(weekdaysOff(2027)).toEqual([
    ...['01-01', '02-05', '02-08', '04-05', '06-09', '09-15', '10-01'],
  ])
  // 2028 has a fifth month twice, and Mid-Autumn on the third day of October.
  expect(weekdaysOff(2028)).toEqual([
    ...['01-25', '01-26', '01-27', '01-28', '04-04', '05-01', '05-02', '10-02', '10-03'],
  ])
  expect(isWorkday('2028-02-29')).toBe(true)
})

test('the calendar of a far year ends nowhere', () => {
  expect(weekdaysOff(2100).length).toBeGreaterThan(5)
  expect(isWorkday('2199-01-01')).toBe(false)
})
