import { addDays, dayInYearText, dayOf, diffDays, isDay, weekday } from '../../ledger/day/day.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import { daysByLaw, holidaysByLaw, lawSince } from './holidays-by-law.ts'
import { noticeSentences } from './notice-sentences.ts'

/** The days of a year that a notice moved: those off, and the weekends worked in their place. */
export interface AnnouncedYear {
  readonly year: number
  /** Of the year, and of the December before, from which New Year may begin. */
  readonly days: ReadonlyMap<string, 'off' | 'worked'>
}

/** What came of a notice: faults alone where one leaves a day in doubt. */
export interface ReadNotice {
  readonly announced: AnnouncedYear | null
  readonly faults: readonly Fault[]
}

/**
 * Reads the notice of a year's holidays as the State Council publishes it (国务院办公厅关于……年部分
 * 节假日安排的通知), with whatever a page has around its items: `二、春节：1月28日（农历除夕、周二）
 * 至2月4日放假调休，共8天。1月26日（周日）、2月8日（周六）上班。` Within an item nothing is passed
 * over that names a day. What it says twice is held against itself, days of the week and how many
 * days; and all of it against the law: which days are off, and how many. `name` is what the text
 * is called in faults.
 */
export function readNotice(
  text: string,
  { year, name }: { readonly year: number; readonly name: string },
): ReadNotice {
  const titled = Number(/关于\s*(\d{4})\s*年/.exec(text.normalize('NFKC'))?.[1] ?? year)
  if (titled !== year) return refused([ofOtherYear(name, titled)])
  const sentences = noticeSentences(text)
  if (sentences.length === 0) return refused([withoutItems(name)])
  const days = new Map<string, 'off' | 'worked'>()
  const faults: Fault[] = []
  for (const { sentence, line } of sentences) {
    try {
      for (const [day, is] of daysOf(sentence, year)) {
        if ((days.get(day) ?? is) !== is) throw new Misread('twice')
        days.set(day, is)
      }
    } catch (error) {
      if (!(error instanceof Misread)) throw error
      faults.push(misread(`${name}:${line} “${sentence}”`, error))
    }
  }
  if (faults.length > 0) return refused(faults.slice(0, faultsMax))
  const byLaw = year >= lawSince ? [...holidaysByLaw(year)].sort() : [`${year}-01-01`]
  const missing = byLaw.filter((day) => days.get(day) !== 'off')
  if (missing.length > 0) return refused([lacking(name, missing)])
  const announced = { year, days }
  const { off, worked } = moved(announced)
  const isBalanced = year < lawSince || off - worked.length === daysByLaw
  return { announced, faults: isBalanced ? [] : [unlikeLaw(name, announced)] }
}

/** Of a text that is no notice nearly every line would be one. */
const faultsMax = 3

const refused = (faults: readonly Fault[]): ReadNotice => ({ announced: null, faults })

/** What a notice moved, for whoever has it before them: how many days off, and which are worked. */
export function noticeInWords(announced: AnnouncedYear): Label {
  const { off, worked } = moved(announced)
  const list = both((lang) =>
    worked.map((day) => dayInYearText(day, lang)).join(lang === 'zh' ? '、' : ', '),
  )
  return {
    zh: `周一至周五放假 ${off} 天，周末上班 ${worked.length} 天（${list.zh}）`,
    en: `${off} days off from Monday to Friday, ${worked.length} weekend days worked (${list.en})`,
  }
}

function moved({ days }: AnnouncedYear): { off: number; worked: readonly string[] } {
  const off = [...days].filter(([day, is]) => is === 'off' && weekday(day) <= 5).length
  const worked = [...days].filter(([day, is]) => is === 'worked' && weekday(day) > 5)
  return { off, worked: worked.map(([day]) => day).sort() }
}

const weekdays = '一二三四五六日'
const numbers = '一二三四五六七八九十'

const to = '(?:至|到|[-~—–〜]{1,2})'
// `10月1至7日` leaves the first 日 out.
const dayLeftOpen = new RegExp(String.raw`(月\d{1,2})(?=${to}\d)`, 'g')
const dayPattern = new RegExp(
  String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号]` +
    String.raw`(?:[(\[]([^()[\]]*)[)\]]|((?:周|星期|礼拜)[${weekdays}天]))?`,
  'g',
)
// In a clause a day is a mark that no sentence has: one of the characters that mean nothing.
const mark = '\ue000'
const span = `${mark}(?:${to}${mark})?`
const clausePattern = new RegExp(
  String.raw`^(${span}(?:[、,和及]${span})*)(?:均|都|各|起|分别|两天|当天|全天|正常|照常)*` +
    String.raw`(?:(放假)(?:调休|公休|补休)?(?:,?\(?共?(\d{1,2}|[${numbers}])天\)?)?|上班|补班|工作)` +
    '(?=,|$)',
)

type Said = readonly (readonly [day: string, is: 'off' | 'worked'])[]

/** What a sentence says of days: a clause without one is passed over, one that is unclear never. */
function daysOf(sentence: string, year: number): Said {
  if (isBeside(sentence, year)) return []
  const { marked, named } = markedDays(sentence, year)
  const said: (readonly [string, 'off' | 'worked'])[] = []
  let rest = marked
  while (rest !== '') {
    const clause = clausePattern.exec(rest)
    const [read = /^[^,]*/.exec(rest)?.[0] ?? '', stretch = '', off, count] = clause ?? []
    if (clause === null && /\ue000|放假|上班|补班/.test(read)) throw new Misread('line')
    const days = (stretch.match(new RegExp(span, 'g')) ?? []).flatMap((one) =>
      daysBetween(named.splice(0, one === mark ? 1 : 2)),
    )
    if (count !== undefined && numberOf(count) !== days.length) throw new Misread('count')
    for (const one of days) said.push([one, off === undefined ? 'worked' : 'off'])
    rest = rest.slice(read.length).replace(/^,/, '')
  }
  return said
}

/** A sentence with a mark for each day, and these days; a later one need not repeat its month. */
function markedDays(sentence: string, noticeYear: number): { marked: string; named: string[] } {
  let [year, month] = [`${noticeYear}`, '0']
  const named: string[] = []
  const marked = sentence
    .replace(dayLeftOpen, '$1日')
    .replace(dayPattern, (_, y = year, m = month, date, aside = '', beside = aside) => {
      ;[year, month] = [y, m]
      const day = dayOf({ year: Number(y), month: Number(m), day: Number(date) })
      const isOfYear = day.startsWith(`${noticeYear}-`) || day.startsWith(`${noticeYear - 1}-12-`)
      if (!isDay(day) || !isOfYear) throw new Misread('line')
      if ((weekdayIn(beside) ?? weekday(day)) !== weekday(day)) throw new Misread('weekday')
      named.push(day)
      return mark
    })
  return { marked, named }
}

function daysBetween([from = '', last = from]: readonly string[]): readonly string[] {
  if (last < from) throw new Misread('line')
  const count = diffDays({ from, to: last }) + 1
  return Array.from({ length: count }, (_, nth) => addDays(from, nth))
}

/** Whether a sentence moves no day: what a notice commends, and the day on which it was signed. */
function isBeside(sentence: string, year: number): boolean {
  if (sentence.startsWith('鼓励')) return true
  const years = Array.from(sentence.matchAll(/(\d{4})年/g), ([, one]) => Number(one))
  return years.some((one) => one !== year) && !/放假|上班|补班/.test(sentence)
}

const numberOf = (said: string) => Number(said) || numbers.indexOf(said) + 1

/** 1 = Monday … 7 = Sunday, of what stands beside a day: `农历除夕、周二`, `星期六`, `五`. */
function weekdayIn(beside: string): number | null {
  const said = /(?:周|星期|礼拜)(.)/.exec(beside)?.[1] ?? (beside.length === 1 ? beside : '')
  const nth = weekdays.indexOf(said.replace('天', '日'))
  return said === '' || nth < 0 ? null : nth + 1
}

class Misread extends Error {
  readonly why: keyof typeof reasons

  constructor(why: keyof typeof reasons) {
    super(why)
    this.why = why
  }
}

const reasons = {
  line: { zh: '读不出是哪几天放假或上班', en: 'which days are off or worked cannot be told' },
  count: { zh: '天数和起止日期对不上', en: 'the number of days is not that of its dates' },
  weekday: { zh: '日期和星期对不上', en: 'date and day of the week do not agree' },
  twice: { zh: '有一天既放假又上班', en: 'a day is off and worked at once' },
}

const code = 'holidays.notice'

function misread(place: string, { why }: Misread): Fault {
  const { zh, en } = reasons[why]
  return fault(code, {
    at: [place],
    text: { zh: `${place}：${zh}。`, en: `${place}: ${en}.` },
    hint: {
      zh: '请照通知原文写，如“春节：1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”，再重新启动。',
      en: 'Write it as the notice does, e.g. “春节：1月28日（周二）至2月4日（周二）放假调休，共8天。1月26日（周日）上班。”, and start again.',
    },
  })
}

function ofOtherYear(name: string, year: number): Fault {
  return fault(code, {
    at: [name],
    text: { zh: `${name} 是${year}年的通知。`, en: `${name} is the notice of ${year}.` },
    hint: {
      zh: '请以通知所说的年份命名文件，再重新启动。',
      en: 'Name the file after the year that the notice is of, and start again.',
    },
  })
}

function withoutItems(name: string): Fault {
  return fault(code, {
    at: [name],
    text: {
      zh: `${name} 里没有读到“元旦：”“春节：”等各项安排。`,
      en: `${name} has none of the items of a notice, such as “元旦：” and “春节：”.`,
    },
    hint: {
      zh: '请把通知全文存为 UTF-8 纯文本（不是 Word 文件），再重新启动。',
      en: 'Save the whole notice as plain text in UTF-8, not as a Word file, and start again.',
    },
  })
}

function lacking(name: string, missing: readonly string[]): Fault {
  return fault(code, {
    at: [name],
    text: {
      zh: `${name} 里没有这些法定节假日：${missing.join('、')}。`,
      en: `${name} lacks these holidays, which the law names: ${missing.join(', ')}.`,
    },
    hint: {
      zh: '请对照通知补齐，再重新启动。',
      en: 'See what is missing of the notice, add it, and start again.',
    },
  })
}

/**
 * A notice moves days and gives none: what is off of the days of work, less the weekends worked in
 * their place, are the days of the law. Not so where a day was given later, as in 2015 and 2020, so
 * that it is told and the notice holds all the same.
 */
function unlikeLaw(name: string, announced: AnnouncedYear): Fault {
  const { zh, en } = noticeInWords(announced)
  return fault(code, {
    at: [name],
    text: {
      zh: `${name} ${zh}，相抵不是法定的 ${daysByLaw} 天。`,
      en: `${name}: ${en}, which is not the ${daysByLaw} days of the law apart.`,
    },
    hint: {
      zh: '已按此计算；请对照通知，看是否漏了一句或写错了一天。',
      en: 'It is used as it is; see in the notice whether a sentence is missing or a day is wrong.',
    },
  })
}
