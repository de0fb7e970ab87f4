const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/
const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.\d{3}Z$/
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of a month; `month` from 1 to 12, of any other none. */
export function daysInMonth({ year, month }: { year: number; month: number }): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && isLeap ? 29 : (monthDays[month - 1] ?? 0)
}

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isDayText(text: string): boolean {
  const parts = dayPattern.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return day >= 1 && day <= daysInMonth({ year, month })
}

/** Whether a text is a UTC moment with milliseconds, `2025-03-01T08:00:00.000Z`. */
export function isInstantText(text: string): boolean {
  const parts = instantPattern.exec(text)
  return (
    parts !== null &&
    isDayText(parts[1] ?? '') &&
    Number(parts[2]) <= 23 &&
    Number(parts[3]) <= 59 &&
    Number(parts[4]) <= 59
  )
}
