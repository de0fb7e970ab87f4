import chineseDays from 'chinese-days'
import { addDays } from '../../ledger/day/day.ts'

/** The first year of the law as it stands; before it the eve of the lunar year was no holiday. */
export const lawSince = 2025

/** How many days it gives a year; two of them may fall on one day. */
export const daysByLaw = 13

/**
 * The holidays of a year that the law names, which do not wait for the notice, as that only moves
 * days of work around them: New Year, the eve and the first three days of the lunar year, Qingming,
 * Labour Day, Dragon Boat, Mid-Autumn and National Day (全国年节及纪念日放假办法, as it stands since
 * 2025).
 */
export function holidaysByLaw(year: number): ReadonlySet<string> {
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
