import { daysInMonth, isDayText } from '../../log/calendar-text.ts'

/**
 * Arithmetic on days written `YYYY-MM-DD` (proleptic Gregorian), without a clock and without
 * time zones: a day of the ledger is a day of the organisation's calendar, nothing finer.
 */

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** Years a day of the ledger may lie in; typing errors such as 0205 or 20255 fall outside. */
export const yearMin = 1900
export const yearMax = 2199

/** Whether a text is a day that exists, within the years of the ledger. */
export function isDay(text: string): boolean {
  if (!isDayText(text)) return false
  const { year } = partsOf(text)
  return year >= yearMin && year <= yearMax
}

/** Year, month (1–12) and day of the month. Throws on anything that is not a day. */
export function partsOf(day: string): { year: number; month: number; day: number } {
  const parts = dayPattern.exec(day)
  if (parts === null) throw new TypeError(`not a day: ${day}`)
  return { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) }
}

/** Writes a day. The parts must exist; nothing is rolled over. */
export function dayOf({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  return fromNumber(toNumber(day) + count)
}

/** The same day so many years later; 29 February becomes the 28th where there is none. */
export function yearsLater(day: string, years: number): string {
  const { year, month, day: date } = partsOf(day)
  const there = { year: year + years, month }
  return dayOf({ ...there, day: Math.min(date, daysInMonth(there)) })
}

/** Days from one day to the other; negative when `to` lies before `from`. */
export function diffDays({ from, to }: { from: string; to: string }): number {
  return toNumber(to) - toNumber(from)
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: string): number {
  // Day 0 is 1970-01-01, a Thursday.
  return ((((toNumber(day) + 3) % 7) + 7) % 7) + 1
}

/** A day as officials write it: `2025年3月1日`, `1 March 2025`. */
export function dayText(day: string, lang: 'zh' | 'en'): string {
  if (!dayPattern.test(day)) return day
  const { year, month, day: date } = partsOf(day)
  return lang === 'zh' ? `${year}年${month}月${date}日` : `${date} ${monthName(month)} ${year}`
}

/** `3月1日`, `1 March`; for sentences whose year is known. */
export function dayInYearText(day: string, lang: 'zh' | 'en'): string {
  const { month, day: date } = partsOf(day)
  return lang === 'zh' ? `${month}月${date}日` : `${date} ${monthName(month)}`
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ')

/** English name of a month, 1–12. */
export function monthName(month: number): string {
  return monthNames[month - 1] ?? String(month)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

// Days since 1970-01-01. Howard Hinnant, "chrono-compatible low-level date algorithms":
// counting years from March puts the leap day last, so that months have one formula.
function toNumber(text: string): number {
  const { year, month, day } = partsOf(text)
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function fromNumber(number: number): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return dayOf({ year, month, day })
}
