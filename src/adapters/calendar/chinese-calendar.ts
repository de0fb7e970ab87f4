import chineseDays from 'chinese-days'
import type { Calendar } from '../../app/ports/work-calendar-ports.ts'
import { weekday } from '../../ledger/day/day.ts'
import type { AnnouncedYear } from './announced-year.ts'
import { holidaysByLaw } from './holidays-by-law.ts'

// The State Council announces the days of a year in the November before; chinese-days 1.5.7
// carries those from 2004 to 2026 and silently takes Monday to Friday for any other year.
const firstYearKnown = 2004
const lastYearKnown = 2026

// The library formats a date anew on each question; the lateness of one old record asks 3,660.
const daysMax = 40_000

/**
 * Working days in mainland China, with holidays and the weekends worked in their place. Years that
 * an installation was `given` stand before those of the program, known to it or not: a year may be
 * changed after it was announced, as 2020 was.
 */
export function calendarWith(given: readonly AnnouncedYear[]): Calendar {
  const years = new Set(given.map(({ year }) => year))
  // What the newer notice says of a last day of December stands before the older one's.
  const inOrder = given.toSorted((one, other) => one.year - other.year)
  const swapped = new Map(inOrder.flatMap(({ days }) => [...days]))
  const answers = new Map<string, boolean>()
  return {
    isWorkday: (day) => {
      const known = answers.get(day)
      if (known !== undefined) return known
      const said = swapped.get(day)
      const answer = said === undefined ? isUsualWorkday(day, years) : said === 'worked'
      if (answers.size >= daysMax) answers.clear()
      answers.set(day, answer)
      return answer
    },
    knows: (year) => years.has(year) || (year >= firstYearKnown && year <= lastYearKnown),
  }
}

function isUsualWorkday(day: string, given: ReadonlySet<number>): boolean {
  const year = Number(day.slice(0, 4))
  const isWeekday = weekday(day) <= 5
  // A notice names every holiday of its year.
  if (given.has(year)) return isWeekday
  if (year <= lastYearKnown) return chineseDays.isWorkday(day)
  return isWeekday && !holidaysByLaw(year).has(day)
}

/** The same, of what the program knows by itself. */
export const chineseCalendar: Calendar = calendarWith([])
