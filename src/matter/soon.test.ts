import { expect, test } from 'vitest'
import { weekdays } from '../ledger/day/late.ts'
import { lastSoonDay, nearDay } from './soon.ts'

test.each([
  ['2025-05-30', 'overdue'],
  ['2025-06-02', 'soon'],
  // Ten days of the calendar end on the 12th, with two working days to go.
  ['2025-06-16', 'soon'],
  ['2025-06-17', 'later'],
])('%s is %s on Monday, 2 June', (on, state) => {
  const today = '2025-06-02'
  expect(nearDay(on, { today, lastSoonDay: lastSoonDay(today, weekdays) })).toEqual({ on, state })
})

test('days on which nobody works do not count', () => {
  const isWorkday = (day: string) => weekdays(day) && !(day >= '2025-10-01' && day <= '2025-10-08')
  expect(lastSoonDay('2025-09-29', isWorkday)).toBe('2025-10-21')
})
