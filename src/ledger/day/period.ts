import { daysInMonth } from '../../log/calendar-text.ts'
import type { Label } from '../label.ts'
import type { DateSpan } from '../value.ts'
import { dayOf, monthName, partsOf, yearMax, yearMin } from './day.ts'

/** The calendar windows that divide a year. */
export type CalendarWindow = 'month' | 'quarter' | 'half-year' | 'year'

/** A period read: `2025`, `2025-H1`, `2025-Q3`, `2025-07`. `index` counts from 1. */
export interface Period {
  readonly year: number
  readonly window: CalendarWindow
  readonly index: number
}

const monthsOf = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const
const periodPattern = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/

/** Reads a period; null when the text is none. */
export function parsePeriod(text: string): Period | null {
  const parts = periodPattern.exec(text)
  if (parts === null) return null
  const year = Number(parts[1])
  if (year < yearMin || year > yearMax) return null
  if (parts[2] !== undefined) return { year, window: 'half-year', index: Number(parts[2]) }
  if (parts[3] !== undefined) return { year, window: 'quarter', index: Number(parts[3]) }
  if (parts[4] !== undefined) return { year, window: 'month', index: Number(parts[4]) }
  return { year, window: 'year', index: 1 }
}

/** Writes a period. */
export function formatPeriod({ year, window, index }: Period): string {
  switch (window) {
    case 'year':
      return String(year)
    case 'half-year':
      return `${year}-H${index}`
    case 'quarter':
      return `${year}-Q${index}`
    case 'month':
      return `${year}-${String(index).padStart(2, '0')}`
  }
}

/** First and last day of a period, both inclusive. Throws on a text that is no period. */
export function spanOf(period: string): DateSpan {
  const { year, window, index } = known(period)
  const last = index * monthsOf[window]
  return {
    from: dayOf({ year, month: last - monthsOf[window] + 1, day: 1 }),
    to: dayOf({ year, month: last, day: daysInMonth({ year, month: last }) }),
  }
}

/** The windows of one kind within a period, in order; they partition it. */
export function windowsWithin(period: string, window: CalendarWindow): readonly string[] {
  const outer = known(period)
  const monthCount = monthsOf[outer.window]
  const step = monthsOf[window]
  if (step > monthCount) return [period]
  const firstMonth = (outer.index - 1) * monthCount
  return Array.from({ length: monthCount / step }, (_, nth) =>
    formatPeriod({ year: outer.year, window, index: firstMonth / step + nth + 1 }),
  )
}

/** The windows of a year, in order. */
export function windowsOfYear(year: number, window: CalendarWindow): readonly string[] {
  return windowsWithin(String(year), window)
}

/** The window of one kind in which a day lies. */
export function windowOf(day: string, window: CalendarWindow): string {
  const { year, month } = partsOf(day)
  return formatPeriod({ year, window, index: Math.ceil(month / monthsOf[window]) })
}

/** The same window one year earlier. */
export function yearEarlier(period: string): string {
  const parsed = known(period)
  return formatPeriod({ ...parsed, year: parsed.year - 1 })
}

/** Year of a period. */
export function yearOf(period: string): number {
  return known(period).year
}

/** `2025年上半年`, `first half of 2025`. */
export function periodText(period: string): Label {
  const { year, window, index } = known(period)
  switch (window) {
    case 'year':
      return { zh: `${year}年`, en: `${year}` }
    case 'half-year':
      return index === 1
        ? { zh: `${year}年上半年`, en: `the first half of ${year}` }
        : { zh: `${year}年下半年`, en: `the second half of ${year}` }
    case 'quarter':
      return { zh: `${year}年第${'一二三四'[index - 1]}季度`, en: `quarter ${index} of ${year}` }
    case 'month':
      return { zh: `${year}年${index}月`, en: `${monthName(index)} ${year}` }
  }
}

/** `每半年`, `every half-year`. */
export function windowText(window: CalendarWindow): Label {
  const zh = { month: '每月', quarter: '每季度', 'half-year': '每半年', year: '每年' }
  const en = { month: 'month', quarter: 'quarter', 'half-year': 'half-year', year: 'year' }
  return { zh: zh[window], en: `every ${en[window]}` }
}

function known(period: string): Period {
  const parsed = parsePeriod(period)
  if (parsed === null) throw new TypeError(`not a period: ${period}`)
  return parsed
}
