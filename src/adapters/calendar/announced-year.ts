import { addDays, dayOf, diffDays, isDay, weekday } from '../../ledger/day/day.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { daysByLaw, holidaysByLaw, lawSince } from './holidays-by-law.ts'

/** The days of a year that a notice moved: those off, and the weekends worked in their place. */
export interface AnnouncedYear {
  readonly year: number
  /** Of the year, and of the December before, from which New Year may begin. */
  readonly days: ReadonlyMap<string, 'off' | 'worked'>
}

/**
 * Reads the notice of a year's holidays as the State Council publishes it (国务院办公厅关于……年部分
 * 节假日安排的通知): sentences such as `1月28日（农历除夕、周二）至2月4日放假调休，共8天` and
 * `1月26日（周日）、2月8日（周六）上班`. A sentence without a day is passed over; one with a day
 * that is neither is a fault, so that none is lost. What a notice says twice is held against
 * itself: days of the week and how many days; and all of it against the law: which, how many.
 * `name` is what the text is called in faults.
 */
export function readNotice(
  text: string,
  { year, name }: { readonly year: number; readonly name: string },
): {
  /** Null where a fault leaves a day in doubt. */
  readonly announced: AnnouncedYear | null
  readonly faults: readonly Fault[]
} {
  const days = new Map<string, 'off' | 'worked'>()
  const faults: Fault[] = []
  const lines = text.normalize('NFKC').split(/\r\n?|\n/)
  for (const [nth, line] of lines.entries()) {
    for (const clause of line.split(/[。;]/)) {
      try {
        for (const [day, is] of daysOf(clause, year)) {
          if ((days.get(day) ?? is) !== is) throw new Misread('twice')
          days.set(day, is)
        }
      } catch (error) {
        if (!(error instanceof Misread)) throw error
        faults.push(misread(`${name}:${nth + 1} “${clause.trim()}”`, error))
      }
    }
  }
  if (faults.length > 0) return { announced: null, faults }
  const byLaw = year >= lawSince ? [...holidaysByLaw(year)].sort() : [`${year}-01-01`]
  const missing = byLaw.filter((day) => days.get(day) !== 'off')
  if (missing.length > 0) return { announced: null, faults: [lacking(name, missing)] }
  const sum = year >= lawSince ? weighed(name, days) : null
  return { announced: { year, days }, faults: sum === null ? [] : [sum] }
}

const dayPattern =
  /(?:(?<year>\d{4})年)?(?:(?<month>\d{1,2})月)?(?<date>\d{1,2})日(?:\((?<aside>[^()]*)\))?/
const heading = /^(?:(?:[一二三四五六七八九十]+|\d+)[、.])?[^:\d]*:?/
const day = dayPattern.source.replace(/\?<\w+>/g, '')
const offPattern = new RegExp(`^(${day}(?:(?:至|到|[-~—–〜]{1,2})${day})?)放假`)
const workedPattern = new RegExp(`^(${day}(?:[、,和及]${day})*)(?:均|正常|照常)?上班`)
const alonePattern = /^\d{4}年\d{1,2}月\d{1,2}日$/
const countPattern = /(?:共|放假)(\d{1,2})天/

type Said = readonly (readonly [day: string, is: 'off' | 'worked'])[]

/** What one clause says of days. */
function daysOf(clause: string, year: number): Said {
  const whole = clause.replace(/[\s\u200b-\u200d]/g, '')
  const said = whole.replace(heading, '')
  if (!/\d日/.test(said) || isBeside(whole, year)) return []
  const off = offPattern.exec(said)
  const [stretch, days = ''] = off ?? workedPattern.exec(said) ?? []
  // A day behind a comma would be lost.
  if (stretch === undefined || /\d日/.test(said.slice(stretch.length))) {
    throw new Misread('line')
  }
  const found = daysIn(days, year)
  if (off !== null) return offBetween(found, Number(countPattern.exec(said)?.[1] ?? 0))
  if (found.some((one) => weekday(one) <= 5)) throw new Misread('weekday')
  return found.map((one) => [one, 'worked'])
}

/** Days that a notice names beside those it moves: its own, and what it commends. */
function isBeside(clause: string, year: number): boolean {
  if (/放假|上班/.test(clause)) return false
  const years = Array.from(clause.matchAll(/(\d{4})年/g), ([, one]) => Number(one))
  return /鼓励/.test(clause) || years.some((one) => one !== year) || alonePattern.test(clause)
}

/** The days from the first to the last; `counted`, where it is said, is how many. */
function offBetween([from, to = from]: readonly string[], counted: number): Said {
  if (from === undefined || to === undefined || to < from) throw new Misread('line')
  const count = diffDays({ from, to }) + 1
  if (counted !== 0 && counted !== count) throw new Misread('count')
  return Array.from({ length: count }, (_, nth) => [addDays(from, nth), 'off'])
}

/** The days of a stretch of a clause; a later one need not repeat its month. */
function daysIn(said: string, noticeYear: number): readonly string[] {
  let [year, month] = [noticeYear, 0]
  return Array.from(said.matchAll(new RegExp(dayPattern, 'g')), ({ groups = {} }) => {
    year = Number(groups['year'] ?? year)
    month = Number(groups['month'] ?? month)
    const found = dayOf({ year, month, day: Number(groups['date']) })
    const isOfYear = year === noticeYear || (year === noticeYear - 1 && month === 12)
    if (!isDay(found) || !isOfYear) throw new Misread('line')
    const named = /(?:周|星期)([一二三四五六日天])/.exec(groups['aside'] ?? '')?.[1]
    const is = '一二三四五六日'.charAt(weekday(found) - 1)
    if (named !== undefined && named.replace('天', '日') !== is) throw new Misread('weekday')
    return found
  })
}

class Misread extends Error {
  readonly why: keyof typeof reasons

  constructor(why: keyof typeof reasons) {
    super(why)
    this.why = why
  }
}

const reasons = {
  line: { zh: '读不出是哪几天', en: 'which days it means cannot be told' },
  count: { zh: '天数和起止日期对不上', en: 'the number of days is not that of its dates' },
  weekday: { zh: '日期和星期对不上', en: 'date and day of the week do not agree' },
  twice: { zh: '有一天既放假又上班', en: 'a day is off and worked at once' },
}

function misread(place: string, { why }: Misread): Fault {
  const { zh, en } = reasons[why]
  return fault('holidays.notice', {
    at: [place],
    text: { zh: `${place}：${zh}。`, en: `${place}: ${en}.` },
    hint: {
      zh: '请照通知原文写，如“1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”，再重新启动。',
      en: 'Write it as the notice does, e.g. “1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”, and start again.',
    },
  })
}

/**
 * A notice moves days and gives none: what is off of the days of work, less the weekends worked in
 * their place, are the days of the law. Not so where a day was given later, as in 2015 and 2020, so
 * that the notice holds all the same.
 */
function weighed(name: string, days: AnnouncedYear['days']): Fault | null {
  const off = [...days].filter(([day, is]) => is === 'off' && weekday(day) <= 5).length
  const worked = [...days.values()].filter((is) => is === 'worked').length
  if (off - worked === daysByLaw) return null
  return fault('holidays.notice', {
    at: [name],
    text: {
      zh: `${name} 周一至周五放假 ${off} 天，周末上班 ${worked} 天，相差 ${off - worked} 天；法定的是 ${daysByLaw} 天。`,
      en: `${name} has ${off} days off from Monday to Friday and ${worked} weekend days worked: ${off - worked} apart, where the law names ${daysByLaw}.`,
    },
    hint: {
      zh: '已按此计算；请对照通知，看是否漏了一句或写错了一天。',
      en: 'It is used as it is; see in the notice whether a sentence is missing or a day is wrong.',
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
