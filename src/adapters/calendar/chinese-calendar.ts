import chineseDays from 'chinese-days'
import type { Calendar } from '../../app/app-ports.ts'

// The State Council announces the days of a year in the November before; chinese-days 1.5.7
// carries those from 2004 to 2026 and silently takes Monday to Friday for any other year.
const firstYearKnown = 2004
const lastYearKnown = 2026

/** Working days in mainland China, with holidays and the weekends worked in their place. */
export const chineseCalendar: Calendar = {
  isWorkday: (day) => chineseDays.isWorkday(day),
  knows: (year) => year >= firstYearKnown && year <= lastYearKnown,
}
