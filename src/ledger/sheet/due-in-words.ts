import { daysInMonth } from '../../log/calendar-text.ts'
import { dayOf, isDay } from '../day/day.ts'

/** 上旬、中旬、初: the last day of that third of a month; the rest end with the month. */
const lastOfThird: Readonly<Record<string, number>> = { 初: 10, 上旬: 10, 中旬: 20 }

const ofYear = /^(?:(\d{4})年)?(?:度)?(全年|年底|年末|年内|岁末|上半年|下半年)(?:以?前|之前|完成)*$/
const ofQuarter = /^(?:(\d{4})年)?第?([一二三四1-4])季度(?:末|底|内)?(?:以?前|之前|完成)*$/
const ofMonth =
  /^(?:(\d{4})年)?(\d{1,2})月(底|末|份|内|初|上旬|中旬|下旬)?(?:以?前|之前|底|末|完成)*$/
const ofDay = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?(?:以?前|之前|完成)*$/

/**
 * The day by which something is due, from words of a plan: 6月底, 2021年7月底前, 全年, 一季度末.
 * `year` is that of the plan, for words that name none. Null for what is no day: 长期坚持, 待定.
 */
export function dueInWords(text: string, { year }: { year: number | null }): string | null {
  const words = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^于|[。．.]$/g, '')
  const inYear = (given: string | undefined) => (given === undefined ? year : Number(given))
  const yearly = ofYear.exec(words)
  if (yearly) return endOf(inYear(yearly[1]), yearly[2] === '上半年' ? 6 : 12)
  const quarter = ofQuarter.exec(words)
  if (quarter) {
    const nth = '一二三四'.indexOf(quarter[2] ?? '') + 1 || Number(quarter[2])
    return endOf(inYear(quarter[1]), nth * 3)
  }
  const day = ofDay.exec(words)
  if (day) return knownDay(inYear(day[1]), Number(day[2]), Number(day[3]))
  const month = ofMonth.exec(words)
  if (!month) return null
  const third = lastOfThird[month[3] ?? '']
  const [of, nth] = [inYear(month[1]), Number(month[2])]
  return third === undefined ? endOf(of, nth) : knownDay(of, nth, third)
}

function endOf(year: number | null, month: number): string | null {
  if (year === null || month < 1 || month > 12) return null
  return dayOf({ year, month, day: daysInMonth({ year, month }) })
}

function knownDay(year: number | null, month: number, day: number): string | null {
  if (year === null || month < 1 || month > 12) return null
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : null
}
