import chineseDays from 'chinese-days'
import type { Calendar } from '../../app/ports/work-calendar-ports.ts'
import { addDays, weekday } from '../../ledger/day/day.ts'

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
    const answer = isWorkday(day)
    if (answers.size >= daysMax) answers.clear()
    answers.set(day, answer)
    return answer
  },
  knows: (year) => year >= firstYearKnown && year <= lastYearKnown,
}

function isWorkday(day: string): boolean {
  const year = Number(day.slice(0, 4))
  if (year <= lastYearKnown) return chineseDays.isWorkday(day)
  return weekday(day) <= 5 && !holidaysByLaw(year).has(day)
}

// What the law names does not wait for the notice, which only moves days of work around it: New
// Year, the eve and the first three days of the lunar year, Qingming, Labour Day, Dragon Boat,
// Mid-Autumn and National Day (全国年节及纪念日放假办法, as it stands since 2025).
function holidaysByLaw(year: number): ReadonlySet<string> {
  const known = byLaw.get(year)
  if (known !== undefined) return known
  const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date
  const made = new Set([
    ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
    ...[-1, 0, 1, 2].map((count) => addDays(lunar('01-01'), count)),
    ...[chineseDays.getSolarTermDate(year, 4, 'pure_brightness'), lunar('05-05'), lunar('08-15')],
  ])
  byLaw.set(year, made)
  return made
}

const byLaw = new Map<number, ReadonlySet<string>>()
