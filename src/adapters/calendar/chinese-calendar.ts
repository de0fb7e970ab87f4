import chineseDays from 'chinese-days'
import type { Calendar } from '../../app/ports/work-calendar-ports.ts'

// The State Council announces the days of a year in the November before; chinese-days 1.5.7
// carries those from 2004 to 2026 and silently takes Monday to Friday for any other year.
const firstYearKnown = 2004
const lastYearKnown = 2026

// The library formats a date anew on each question; the lateness of one old record asks 3,660.
const daysMax = 40_000
const answers = new Map<string, boolean>()

/** Working days in mainland China, with holidays and the weekends worked in their place. */
export const chineseCalendar: Calendar = {
  isWorkday: (day) => {
    const known = answers.get(day)
    if (known !== undefined) return known
    const answer = chineseDays.isWorkday(day)
    if (answers.size >= daysMax) answers.clear()
    answers.set(day, answer)
    return answer
  },
  knows: (year) => year >= firstYearKnown && year <= lastYearKnown,
}
