import { addDays, dayOf, diffDays, isDay, weekday } from '../../ledger/day/day.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { holidaysByLaw, lawSince } from './holidays-by-law.ts'

/** The days of a year that a notice moved: those off, and the weekends worked in their place. */
export interface AnnouncedYear {
  readonly year: number
  /** Of the year, and of the December before, from which New Year may begin. */
  readonly days: ReadonlyMap<string, 'off' | 'worked'>
}

/**
 * Reads the notice of a year's holidays as the State Council publishes it (国务院办公厅关于……年部分
 * 节假日安排的通知): sentences such as `1月28日（农历除夕、周二）至2月4日放假调休，共8天` and
 * `1月26日（周日）、2月8日（周六）上班`; all else in it is passed over. What it says twice is held
 * against itself: days of the week, how many days, and that the days which the law names are off.
 * Answers every fault found; `name` is what the text is called in them.
 */
export function readNotice(
  text: string,
  { year, name }: { readonly year: number; readonly name: string },
): AnnouncedYear | readonly Fault[] {
  const days = new Map<string, 'off' | 'worked'>()
  const faults: Fault[] = []
  const lines = text.normalize('NFKC').split(/\r\n?|\n/)
  for (const [nth, line] of lines.entries()) {
    for (const clause of line.split(/[。;]/)) {
      try {
        for (const [day, is] of daysOf(clause, year)) {
          if ((days.get(day) ?? is) !== is) throw new Misread(clause, 'twice')
          days.set(day, is)
        }
      } catch (error) {
        if (!(error instanceof Misread)) throw error
        faults.push(misread(`${name}:${nth + 1}`, error))
      }
    }
  }
  if (faults.length > 0) return faults
  const byLaw = year >= lawSince ? [...holidaysByLaw(year)].sort() : [`${year}-01-01`]
  const missing = byLaw.filter((day) => days.get(day) !== 'off')
  return missing.length > 0 ? [lacking(name, missing)] : { year, days }
}

const dayPattern =
  /(?:(?<year>\d{4})年)?(?:(?<month>\d{1,2})月)?(?<date>\d{1,2})日(?:\((?<aside>[^()]*)\))?/
const heading = /^\s*(?:[一二三四五六七八九十]+、)?[^:\d]*:?\s*/
const day = dayPattern.source.replace(/\?<\w+>/g, '')
const offPattern = new RegExp(`^(${day}(?:(?:至|到|~|-|—)${day})?)放假`)
const workedPattern = new RegExp(`^(${day}(?:、${day})*)(?:正常)?上班`)
const countPattern = /(?:共|放假)(\d{1,2})天/
const morePattern = /(?:放假|上班).*\d日.*(?:放假|上班)/

/** What one clause says of days; nothing where it says of none that it is off or worked. */
function daysOf(clause: string, year: number): readonly (readonly [string, 'off' | 'worked'])[] {
  if (!/\d日/.test(clause) || !/放假|上班/.test(clause)) return []
  const said = clause.replace(heading, '').replace(/\s/g, '')
  // What stands behind a comma would be lost.
  if (morePattern.test(said)) throw new Misread(clause, 'line')
  const off = offPattern.exec(said)?.[1]
  if (off !== undefined) {
    const [from, to = from] = daysIn(off, year)
    if (from === undefined || to === undefined || to < from) throw new Misread(clause, 'line')
    const count = diffDays({ from, to }) + 1
    const counted = countPattern.exec(said)?.[1]
    if (counted !== undefined && Number(counted) !== count) throw new Misread(clause, 'count')
    return Array.from({ length: count }, (_, nth) => [addDays(from, nth), 'off'] as const)
  }
  const worked = workedPattern.exec(said)?.[1]
  if (worked === undefined) throw new Misread(clause, 'line')
  const days = daysIn(worked, year)
  if (days.some((one) => weekday(one) <= 5)) throw new Misread(clause, 'weekday')
  return days.map((one) => [one, 'worked'] as const)
}

/** The days of a stretch of a clause; a later one need not repeat its month. */
function daysIn(said: string, noticeYear: number): readonly string[] {
  let [year, month] = [noticeYear, 0]
  return Array.from(said.matchAll(new RegExp(dayPattern, 'g')), ({ groups = {} }) => {
    year = Number(groups['year'] ?? year)
    month = Number(groups['month'] ?? month)
    const found = dayOf({ year, month, day: Number(groups['date']) })
    const isOfYear = year === noticeYear || (year === noticeYear - 1 && month === 12)
    if (!isDay(found) || !isOfYear) throw new Misread(said, 'line')
    const named = /(?:周|星期)([一二三四五六日天])/.exec(groups['aside'] ?? '')?.[1]
    const is = '一二三四五六日'.charAt(weekday(found) - 1)
    if (named !== undefined && named.replace('天', '日') !== is) throw new Misread(said, 'weekday')
    return found
  })
}

class Misread extends Error {
  readonly said: string
  readonly why: keyof typeof reasons

  constructor(said: string, why: keyof typeof reasons) {
    super(why)
    this.said = said
    this.why = why
  }
}

const reasons = {
  line: { zh: '读不出是哪几天', en: 'which days it means cannot be told' },
  count: { zh: '天数和起止日期对不上', en: 'the number of days is not that of its dates' },
  weekday: { zh: '日期和星期对不上', en: 'date and day of the week do not agree' },
  twice: { zh: '有一天既放假又上班', en: 'a day is off and worked at once' },
}

function misread(place: string, { said, why }: Misread): Fault {
  const { zh, en } = reasons[why]
  return fault('holidays.notice', {
    at: [place],
    text: {
      zh: `${place} “${said.trim()}”：${zh}。`,
      en: `${place} “${said.trim()}”: ${en}.`,
    },
    hint: {
      zh: '请照通知原文写，如“1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”，再重新启动。',
      en: 'Write it as the notice does, e.g. “1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”, and start again.',
    },
  })
}

function lacking(name: string, missing: readonly string[]): Fault {
  return fault('holidays.notice', {
    at: [name],
    text: {
      zh: `${name} 里没有这些法定节假日：${missing.join('、')}。`,
      en: `${name} lacks these holidays, which the law names: ${missing.join(', ')}.`,
    },
    hint: {
      zh: '请把通知全文存为 UTF-8 文本，放进去后重新启动。',
      en: 'Save the whole notice as text in UTF-8, put it there, and start again.',
    },
  })
}
