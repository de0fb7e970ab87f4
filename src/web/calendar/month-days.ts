import { addDays, weekday } from '../../ledger/day/day.ts'
import { daysInMonth } from '../../log/calendar-text.ts'

/** The weeks of a month `YYYY-MM`, Monday to Sunday, with the days around it that fill them. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`
  const [year = 0, nth = 1] = month.split('-').map(Number)
  const last = `${month}-${String(daysInMonth({ year, month: nth })).padStart(2, '0')}`
  const weeks: string[][] = []
  for (let monday = addDays(first, 1 - weekday(first)); monday <= last; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => addDays(monday, day)))
  return weeks
}

/** The month before or after, by so many. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, nth = 1] = month.split('-').map(Number)
  const months = year * 12 + (nth - 1) + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The month a calendar of this year opens on: the running one, else the end nearest to it. */
export function openingMonth(year: number, today: string): string {
  const thisYear = Number(today.slice(0, 4))
  if (year === thisYear) return today.slice(0, 7)
  return year < thisYear ? `${year}-12` : `${year}-01`
}
