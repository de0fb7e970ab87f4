import { addDays, diffDays, isDay } from '../../day/day.ts'

/** The day that a spreadsheet counts as 0, in its calendar that knows a 29 February 1900. */
const dayZero = '1899-12-30'

/** Days before it a spreadsheet counts wrongly, or shows as hashes. */
const countedFrom = '1900-03-01'

/** The number by which a spreadsheet keeps a day; null for one that it cannot keep. */
export function serialOf(day: string): number | null {
  if (!isDay(day) || day < countedFrom) return null
  return diffDays({ from: dayZero, to: day })
}

/** The day that a spreadsheet keeps as such a number, of five digits; null for any other text. */
export function dayOfSerial(text: string): string | null {
  return /^\d{5}(?:\.\d+)?$/.test(text) ? addDays(dayZero, Math.floor(Number(text))) : null
}
