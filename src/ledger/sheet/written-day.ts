import { daysInMonth } from '../../log/calendar-text.ts'
import { dayOf, diffDays, isDay } from '../day/day.ts'
import { arabic } from '../fields/date/arabic-day.ts'
import { readDay } from '../fields/date/date.ts'
import { dayOfSerial } from '../fields/date/serial-day.ts'
import { plainText } from '../fields/field-kind.ts'

/** What stands around a day that does not say all of it. */
export interface DayAround {
  /** The year of days that name none. */
  readonly year: number | null
  /** The month of a heading above: 三月, then 5日, 12日. */
  readonly month: number | null
  /** A bare `3.1` is the first of March; false where a spreadsheet may have cut `3.10` short. */
  readonly keepsZeros: boolean
  /** It is a day by which something is due: 6月底 is the last of June. */
  readonly isDue: boolean
}

/** A day as somebody wrote it: the day, or days that may be meant; null: no day. */
export type WrittenDay =
  | { readonly day: string; readonly hasMore: boolean }
  | { readonly may: readonly string[] }
  | null

/** Longer texts are no day. */
const charactersMax = 60
const year2000 = 2000

/** Reads a day as clerks write it: 2025.3.5, 25.3.8, 3月5日, 2025年3月5日（星期三）上午9:30. */
export function writtenDay(cell: string, around: DayAround): WrittenDay {
  if (cell.length > charactersMax) return null
  const { text, hasMore } = bareDay(cell)
  if (text === '') return null
  const known = readDay(text) ?? serialDay(text)
  if (known !== null) return { day: known, hasMore }
  const whole = /^(\d{4}|\d{2})[-/._年](\d{1,2})[-/._月](\d{1,2})[日号]?$/.exec(text)
  if (whole) {
    const [, first = '', second = '', third = ''] = whole
    const days = [first, second, third].map(Number)
    if (/^\d\d[-/]/.test(text) && Number(first) <= 12) return eitherOrder(days)
    return one(fullYear(first), Number(second), Number(third), hasMore)
  }
  const inYear = /^(\d{1,2})(?:月(\d{1,2})[日号]?|[/.-](\d{1,2}))$/.exec(text)
  if (inYear) {
    const [month, day] = [Number(inYear[1]), Number(inYear[2] ?? inYear[3])]
    const isCut = /^\d{1,2}\.[1-3]$/.test(text) && !around.keepsZeros
    return isCut ? cutShort(month, day, around) : yearless(month, day, { around, hasMore })
  }
  const inMonth = /^(\d{1,2})[日号]$/.exec(text)
  if (inMonth && around.month !== null) {
    return yearless(around.month, Number(inMonth[1]), { around, hasMore })
  }
  const may = vagueDays(text, around)
  const [end] = may
  if (around.isDue && end !== undefined && /月[底末](?:之前|以前|前)?$/.test(text))
    return { day: end, hasMore: true }
  return may.length > 0 ? { may } : null
}

/** Whether the text names the year that it is in. */
export function yearsIn(text: string): readonly number[] {
  const plain = arabic(text.normalize('NFKC'))
  const found = plain.matchAll(
    /(?<!\d)((?:19|20)\d{2})(?=\s*年|[-/._]\d{1,2}(?!\d)|年?度|$|[^\d])/g,
  )
  return [...found].map(([, year]) => Number(year))
}

/** The month that a heading between rows names, and its year if it names one. */
export function monthOfHeading(
  text: string,
): { readonly year: number | null; readonly month: number } | null {
  const plain = arabic(text.normalize('NFKC').replace(/\s+/g, ''))
  const found =
    /^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:份|份?.{0,6})?$/.exec(
      plain,
    )
  const month = Number(found?.[2])
  if (!found || month < 1 || month > 12) return null
  return { year: found[1] === undefined ? null : Number(found[1]), month }
}

const plainAround: DayAround = { year: null, month: null, keepsZeros: true, isDue: false }

/** Whether a text is a day, or days, of some year. */
export function isAnyDay(text: string): boolean {
  return writtenDay(text, someYear) !== null
}

/** Whether a text is one day, of some year. */
export function isOneDay(text: string): boolean {
  const said = writtenDay(text, someYear)
  return said !== null && 'day' in said
}

/** Whether a text is one day of a year that it does not name. */
export function isYearless(text: string): boolean {
  const said = writtenDay(text, { ...someYear, year: null })
  return said !== null && 'may' in said && isOneDay(text)
}

/** A day of a year that it does not name, as somebody types it: 3.12, 3-12, 3月12日; null: none. */
export function yearlessDay(text: string, year: number): string | null {
  if (!isYearless(text)) return null
  const said = writtenDay(text, { ...plainAround, year })
  return said !== null && 'day' in said && !said.hasMore ? said.day : null
}

/**
 * The same as somebody types it of what has happened. At New Year they still write down last
 * December: a day that is most of a year ahead of today is the one that has been.
 */
export function yearlessDayPassed(
  text: string,
  { year, today }: { readonly year: number; readonly today: string },
): string | null {
  const day = yearlessDay(text, year)
  if (day === null || !today.startsWith(`${year}-`)) return day
  return diffDays({ from: today, to: day }) > nineMonths ? yearlessDay(text, year - 1) : day
}

const nineMonths = 270

const someYear: DayAround = { ...plainAround, year: year2000, month: 1 }

const timeOfDay =
  /(?:[Tt]|\s)*(?:上午|下午|晚上|早上|中午|傍晚|晚)?(?:\d{1,2}[:时点]\d{0,2}(?:[:分]\d{0,2})?(?:分|整|半|秒)?)?(?:[-~至到—]+\d{1,2}[:时点]\d{0,2}分?)?$/

/** Without the day of the week, the time and 前; hours and halves of the day say nothing here. */
function bareDay(cell: string): { text: string; hasMore: boolean } {
  const half = arabic(plainText(cell.replace(/[\r\n]+/g, ' ')).normalize('NFKC'))
  const noWeek = half.replace(/[(\s]*(?:星期|周|礼拜)[一二三四五六日天1-7]\)?/g, ' ').trim()
  const day = noWeek.replace(/\((?:上午|下午|晚上|全天)\)$/, '').replace(/[.。,，;；]$/, '')
  const hasDay = /[日号]|\d[-/._]\d{1,2}[-/._]\d{1,2}/.test(day)
  const noTime = hasDay ? day.replace(timeOfDay, '') : day
  const compact = noTime.replace(/\s+/g, '').replace(/(?<=[日号\d])(?:之前|以前|前)$/, '')
  return { text: compact, hasMore: noTime.trim() !== day.trim() && /\d[:时点]/.test(day) }
}

function fullYear(text: string): number {
  return text.length === 2 ? year2000 + Number(text) : Number(text)
}

function one(year: number, month: number, day: number, hasMore: boolean): WrittenDay {
  const known = madeDay(year, month, day)
  return known === null ? null : { day: known, hasMore }
}

/** 12/3/25 is of 2012 or, as some spreadsheets write, the third of December. */
function eitherOrder([first = 0, second = 0, third = 0]: readonly number[]): WrittenDay {
  const ours = madeDay(year2000 + first, second, third)
  const theirs = madeDay(year2000 + third, first, second)
  const may = [ours, theirs].filter((day) => day !== null)
  return may.length === 0 ? null : { may }
}

function madeDay(year: number, month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : null
}

function yearless(
  month: number,
  day: number,
  { around, hasMore }: { around: DayAround; hasMore: boolean },
): WrittenDay {
  // The 29th of February is a day, in some years.
  if (madeDay(year2000, month, day) === null) return null
  return around.year === null ? { may: [] } : one(around.year, month, day, hasMore)
}

/** `3.1` of a spreadsheet was `3.1` or `3.10`. */
function cutShort(month: number, day: number, { year }: DayAround): WrittenDay {
  if (madeDay(year2000, month, day) === null) return null
  const may = [day, day * 10].map((each) => (year === null ? null : madeDay(year, month, each)))
  return { may: may.filter((each) => each !== null) }
}

/** A number that a spreadsheet keeps of a day: one of 1980 to 2099, or it is another number. */
function serialDay(text: string): string | null {
  const day = dayOfSerial(text)
  return day !== null && day >= '1980' && day < '2100' ? day : null
}

const thirds: Readonly<Record<string, readonly [number, number]>> = {
  初: [1, 10],
  上旬: [1, 10],
  中旬: [11, 20],
  中: [11, 20],
  下旬: [21, 31],
}

/** Days that words of a month, a quarter or a span may mean. */
function vagueDays(text: string, { year }: DayAround): readonly string[] {
  const span = /^(.+?)(?:[-~至到—、]+)(.+)$/.exec(text)
  if (span) {
    const first = writtenDay(span[1] ?? '', { ...plainAround, year })
    if (first && 'day' in first) {
      const { day } = first
      const rest = span[2] ?? ''
      const said = /^\d{1,2}[日号]?$/.test(rest)
        ? `${day.slice(0, 8)}${rest.replace(/\D/g, '').padStart(2, '0')}`
        : rest
      const around = { ...plainAround, year: Number(day.slice(0, 4)) }
      const last = writtenDay(said, around)
      return [day, ...(last && 'day' in last ? [last.day] : [])]
    }
  }
  const words = text.replace(/(?:之前|以前|前|左右|完成|内|份|间)+$/, '')
  const month =
    /^(?:(\d{4}|\d{2})[年./-])?(\d{1,2})(?:月(?:份)?)?(初|上旬|中旬|中|下旬|底|末)?$/.exec(words)
  const hasMonth = /月/.test(words) || /^\d{4}[./-]\d{1,2}$/.test(words)
  if (month && hasMonth) {
    const of = month[1] === undefined ? year : fullYear(month[1])
    return of === null ? [] : daysOfPart(of, Number(month[2]), month[3])
  }
  const quarter = /^(?:(\d{4})年)?第?([一二三四1-4])季度(?:末|底)?$/.exec(words)
  if (quarter) {
    const of = quarter[1] === undefined ? year : Number(quarter[1])
    const nth = '一二三四'.indexOf(quarter[2] ?? '') + 1 || Number(quarter[2])
    return of === null ? [] : ends(of, nth * 3 - 2, nth * 3)
  }
  const yearly = /^(?:(\d{4})年?)?(?:度)?(全年|年底|年末|年内|年初|上半年|下半年)?$/.exec(words)
  if (yearly && (yearly[1] ?? yearly[2]) !== undefined) {
    const of = yearly[1] === undefined ? year : Number(yearly[1])
    if (of === null) return []
    if (yearly[2] === '上半年') return ends(of, 1, 6)
    return yearly[2] === '下半年' ? ends(of, 7, 12) : ends(of, 1, 12)
  }
  return []
}

function daysOfPart(year: number, month: number, part: string | undefined): readonly string[] {
  if (month < 1 || month > 12) return []
  const last = daysInMonth({ year, month })
  const [from, to] = thirds[part ?? ''] ?? [1, last]
  const days = /[底末]/.test(part ?? '') ? [last] : [from, Math.min(to, last)]
  return days.map((day) => dayOf({ year, month, day }))
}

function ends(year: number, from: number, to: number): readonly string[] {
  return [
    dayOf({ year, month: from, day: 1 }),
    dayOf({ year, month: to, day: daysInMonth({ year, month: to }) }),
  ]
}
