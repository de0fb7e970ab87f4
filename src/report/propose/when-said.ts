import type { CalendarWindow } from '../../ledger/day/period.ts'
import { pattern } from '../read/pattern.ts'
import { smallNumber } from './small-number.ts'

/** Of which part of which year a claim speaks, how often, by when, and of which days. */
export interface WhenSaid {
  /** 每月, 每季度: said of each window; `other` of windows that no calendar has. */
  readonly per: CalendarWindow | 'week' | 'other' | null
  /** 平均每月: the number is the share of each such window in all of them. */
  readonly mean: CalendarWindow | null
  /**
   * 上半年, 三季度, 5月: the part of the year it speaks of, as a period without its year, 前三季度 as
   * its first and last month (`01/09`); null: all of it; `last`: the year before; `other`: another,
   * several years, a stretch that is no period.
   */
  readonly part: string | null
  /** It says that it counts the whole year: 全年, 年内. */
  readonly ofYear: boolean
  readonly timing: Timing | null
  /** The sentence speaks of another year: 上年7月召开…, 2022年，…. */
  readonly ofOtherYear: boolean
  /** Parts of the year named one by one (3月和9月), as periods without their year; else empty. */
  readonly listed: readonly string[]
  /** The day of which its number is: 11月14日的排查发现问题3个; null: none is named. */
  readonly onDay: string | null
  /** Days in brackets right after it: 1起（9月12日）; null: none. */
  readonly days: readonly string[] | null
}

/** By when something is said to have been done; both null: in time, whatever the time was. */
export interface Timing {
  /** `MM-DD`. */
  readonly to: string | null
  /** 年初: by some day in the first months. */
  readonly early: boolean
}

/** The words of a claim and around it, as far as they may say when it was. */
interface Around {
  /** The words of the claim itself; a wide space stands for its number. */
  readonly own: string
  /** The clauses before it. */
  readonly carried: string
  readonly heading: string
  /** What its paragraph begins with. */
  readonly opening: string
  /** Its sentence up to it. */
  readonly sentence: string
  /** What follows right behind its number, or begins with it where it has none. */
  readonly behind: string
}

/** Reads of which part of which year a claim speaks, how often, by when, and of which days. */
export function whenSaid(
  { own, carried, heading, opening, sentence, behind }: Around,
  { isCount, year }: { readonly isCount: boolean; readonly year: number | null },
): WhenSaid {
  // 有1名预备党员在8月转正: when it was may stand behind the number.
  const before = sentence.replaceAll(LAST_BESIDE, '').replaceAll(ASIDE, '')
  const said = before + (isCount ? afterNumber(own) : own)
  return {
    per: perIn(own),
    mean: meanIn(own),
    part:
      isOfElse(carried) && !WHOLE.test(own) && partIn(own, year) === null
        ? 'other'
        : (partIn(said, year) ??
          (SUMMED.test(said) ? null : partAbove({ heading, opening }, year))),
    ofYear: WHOLE.test(own),
    timing: timingIn(own),
    ofOtherYear: yearSaidIn(said, year) !== 'this',
    listed: listedIn(own),
    onDay: dayIn(ON_A_DAY.exec(own), year),
    days: daysAfter(behind, year),
  }
}

const BRACKETED = /^[^，。；！？\n（]*（((?:\d{1,2}月\d{1,2}日[、，和及]?)+)）/

function daysAfter(after: string, year: number | null): readonly string[] | null {
  const [, days] = BRACKETED.exec(after) ?? []
  if (days === undefined || year === null) return null
  return Array.from(days.matchAll(/(\d{1,2})月(\d{1,2})日/g)).flatMap((found) => {
    return dayIn(found, year) ?? []
  })
}

function dayIn(found: RegExpExecArray | null, year: number | null): string | null {
  const [, month = '', day = ''] = found ?? []
  if (found === null || year === null) return null
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

/** 上、下半年各一次: said of each half of the year, as 每半年 is. */
const BOTH_HALVES =
  /年中[、和与]?(?:岁末|年[末底尾])(?=[^，]{0,4}各)|(?:不论)?上、?下(?:两个)?半年|(?:不论)?上半年(?:[和、及与，]|还是){1,2}下半年/
/** 6月、12月分两次: of some parts of the year, which no period is. */
const SEVERAL_PARTS =
  /(?:月份?|季度|半年)[、和及与](?:\d{1,2}月|[一二三四]季度|[上下]半年|年[底末中])/
const TOTAL =
  /(?:每|[按逐][月季]|月月|季季).*(?:累计|共计|合计|总计|全年|年内|共(?=\u3000))[^每]*\u3000/
const PER: readonly (readonly [RegExp, NonNullable<WhenSaid['per']>])[] = [
  [/每(?:两|二|2|3|三)个?[月周年]|每半个?月|每旬|每天|每日|逐日/, 'other'],
  [/每个?季度?|按季|逐季|季季|一季度?一|[四各]个?季度/, 'quarter'],
  [BOTH_HALVES, 'half-year'],
  [/每个?半年|半年[一两]/, 'half-year'],
  [/每个?月|按月|逐月|月月|一月一/, 'month'],
  [/每周|每星期|每个星期|一周一|周周/, 'week'],
  [/每一?年|年年|一年一/, 'year'],
  [/[月周年季日]均|平均/, 'other'],
]

function perIn(own: string): WhenSaid['per'] {
  // 每周集中学习累计50次 counts the year.
  if (TOTAL.test(own) || meanIn(own) !== null) return null
  return PER.find(([words]) => words.test(own))?.[1] ?? null
}

const MEAN: readonly (readonly [RegExp, CalendarWindow])[] = [
  [/平均(?:下来)?(?:每|一)个?月|月均/, 'month'],
  [/平均(?:下来)?(?:每|一)个?季度?|季均/, 'quarter'],
  [/平均(?:下来)?每个?半年/, 'half-year'],
]
/** 平均每个支部每月 shares it out once more. */
const SHARED_OUT = /每[人名位]|每个?(?!月|季|半年|年)[\u3400-\u9fff]|人均|各/

function meanIn(own: string): CalendarWindow | null {
  const found = MEAN.find(([words]) => words.test(own))
  if (found === undefined || SHARED_OUT.test(own)) return null
  return found[1]
}

const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'

/** 3月启动学习教育，查摆问题8个; 中心组3月学习保密知识，报告会3场: when something else was done is not when that was. */
const MONTH_OF_ELSE = new RegExp(
  `(?:^|，)(?:20\\d{2}年)?[^，：\\d]{0,20}${MONTH}月份?(?!\\d|底|末|起|[上中下]旬|以来)[^，]{2,}，`,
)

/** Whether the clauses before say when, and mean only what they tell themselves. */
function isOfElse(carried: string): boolean {
  if (MONTH_OF_ELSE.test(carried)) return true
  const clauses = carried.replaceAll(ASIDE, '').replaceAll(WHOLE_ALL, '').split('，')
  const last = clauses.findLastIndex((clause) => clause.search(PART) >= 0)
  const clause = clauses[last] ?? ''
  // 上半年召开6次，研究4次: what a sentence begins with is of all of it.
  return COUNTS.test(clause.replaceAll(PART, '')) && (last > 0 || clause.search(PART) > 0)
}

/** 全年学习10次，第三季度2次，…: a clause with a number is a claim by itself. */
const COUNTS = /[\d一二两三四五六七八九十](?:余|多)?(?:人次|[次场期个项件条人名份篇])(?!会)/
const WHOLE = /全年|今年|年内|本年/
const WHOLE_ALL = new RegExp(WHOLE, 'g')
/** Said of all there is, whatever the heading above names. */
const SUMMED = new RegExp(`${WHOLE.source}|累计|至此`)
const PART = pattern(
  String.raw`
  (全年|本年度?|今年)|(上半年)|(下半年)|(?<!每个?)第?([一二三四1-4])季度(?!一)|
  (?:截[至止]到?|到)((?:1[01]|0?[1-9]|十一?|[一二三四五六七八九])月)份?(?:底|末)|
  [前头]([二三两\d])个?季度|(?:[前头]([1-9]|1[01]|[一二两三四五六七八九十])个月|
  (?<!\d)[1一]月?(?:至|到|—|-|~)(1[01]|[2-9]|[二三四五六七八九十]|十一)月份?(?!\d|[上中下]旬))|
  ((?:近|过去|前)[几两二三四五\d]年|[几两二三四五]年[来间]|多年来|历年|“?十[三四五]五|本届|任期|半年(?:下来|过去)|(?<![年初月])以来|
  截[至止]到?(?!年底|年末|12月|目前)|期间|(?:节|七一|国庆|春节|元旦|中秋|端午|五一)”?(?:前|后)|[当单][月日天]|
  (?:1[0-2]|[1-9]|[一二三四五六七八九])月份?(?:起|以来|开始)|
  [1-9一二三四五六七八九十]+月?(?:至|到|—|-|~)[\d一二三四五六七八九十]+月)|
  ((?<=^|[，：])(?:去年|上年度?|上一年度?|前年))|((?<=^|[，：]|计划|预计|拟于?)20\d{2})年|
  (?<!每|[\d个])(${MONTH})月份?(?!底|末|\d|[一二三四五六七八九十]{1,3}日)
`,
  'g',
)

/** 3月和9月, 6月、12月, 一、三季度: each by itself; days are none of them. */
const LISTED = new RegExp(
  `(?<!\\d)((?:${MONTH}月?份?[、和及与])+${MONTH})月份?(?!\\d|[底末上中下])|` +
    '((?:第?[一二三四1-4](?:季度)?[、和及与])+第?[一二三四1-4])季度',
  'g',
)

function listedIn(own: string): readonly string[] {
  const [found] = own.matchAll(LISTED)
  const [, months, quarters] = found ?? []
  const named = (words: string) =>
    words.split(/[、和及与]/).map((one) => numberOf(one.replaceAll(/[第月份季度]/g, '')))
  if (months !== undefined) return named(months).map((one) => String(one).padStart(2, '0'))
  return quarters === undefined ? [] : named(quarters).map((one) => `Q${one}`)
}

function partIn(said: string, year: number | null): string | null {
  const ofYear = yearSaidIn(said, year)
  let part: string | null = null
  if (SEVERAL_PARTS.test(said.replace(BOTH_HALVES, '\u3000'))) return 'other'
  for (const found of said.replace(BOTH_HALVES, '\u3000').matchAll(PART)) {
    const [, whole, first, second, quarter, ...rest] = found
    const [until, quarters, months, upTo, several, lastYear, aYear, month] = rest
    if (whole !== undefined) part = null
    else if (until !== undefined) part = fromJanuary(numberOf(until.replace('月', '')))
    else if (quarters !== undefined) part = fromJanuary(3 * numberOf(quarters))
    else if (months !== undefined) part = fromJanuary(numberOf(months))
    else if (upTo !== undefined) part = fromJanuary(numberOf(upTo))
    else if (first !== undefined) part = 'H1'
    else if (second !== undefined) part = 'H2'
    else if (quarter !== undefined) part = `Q${numberOf(quarter)}`
    else if (several !== undefined) part = 'other'
    else if (lastYear !== undefined || aYear !== undefined) part = null
    else if (month !== undefined) part = String(numberOf(month)).padStart(2, '0')
  }
  // Of a part of another year no figure speaks.
  if (ofYear === 'this') return part
  return part === null ? ofYear : 'other'
}

/** The year of a report, the one before it, or another. */
type YearSaid = 'this' | 'last' | 'other'

/** The year that was spoken of last: 上年全年… is of the year before, whatever part of it follows. */
function yearSaidIn(said: string, year: number | null): YearSaid {
  let of: YearSaid = 'this'
  for (const [words] of said.matchAll(OF_A_YEAR)) {
    if (/[今本]年/.test(words)) of = 'this'
    else if (words === '前年') of = 'other'
    else if (/^\d/.test(words)) of = yearNamed(Number.parseInt(words, 10), year)
    else of = 'last'
  }
  // 保密机构2022年调整过两次: a year within a clause may be of what it names, so that one long past
  // leaves it open, and this year and the last say nothing there.
  const clause = said.slice(said.lastIndexOf('，') + 1)
  const named = [...clause.matchAll(/(20\d{2})年(?!度)/g)].map(([digits]) =>
    Number.parseInt(digits, 10),
  )
  return named.some((one) => yearNamed(one, year) === 'other') ? 'other' : of
}

const OF_A_YEAR =
  /今年|本年|(?<=^|[，：（])(?:去年|上一?年度?|前年)(?!同期|[的底末]|相比|持平)|(?<=^|[，：]|计划|预计|拟于?)20\d{2}年/g

/** 提醒谈话34次，上年36次，廉政谈话2次: last year's number stands there for the one before it only. */
const LAST_BESIDE =
  /(?<=，)(?:而|其中)?(?:去年|上一?年度?)(?:同期)?[是为则有只仅共计]*\d+[\u3400-\u9fff]{1,2}(?=，)/g

/** 廉政党课1次（6月讲的），专题宣讲7次: what stands in brackets is of what it follows. */
const ASIDE = /(?<=\d[\u3400-\u9fff]{1,2})（[^（）]*）/g

/** The words behind the number of a count. */
function afterNumber(own: string): string {
  return own.slice(own.lastIndexOf('\u3000'))
}

/** 二、上半年: what stands below a heading that names a part of the year alone is of that part. */
function partOver(heading: string, year: number | null): string | null {
  const title = heading.trim().split(' ').at(-1) ?? ''
  return title.replaceAll(PART, '').replace(/工作|情况|主要|的/g, '') === ''
    ? partIn(title, year)
    : null
}

/** 五月：…, ■9月 …: what a paragraph begins with stands over it as a heading does. */
function partAbove(
  { heading, opening }: Pick<Around, 'heading' | 'opening'>,
  year: number | null,
): string | null {
  const [, label] = LABELLED.exec(opening) ?? []
  return label === undefined ? partOver(heading, year) : partIn(label, year)
}

const LABELLED = new RegExp(
  `^[^\\u3400-\\u9fff\\d]*(${MONTH}月|[一二三四]季度|[上下]半年)(?:份|工作)?[\\s\\u3000：—]`,
)

/** The first months of the year, up to that one. */
function fromJanuary(month: number): string {
  return month === 1 ? '01' : `01/${String(month).padStart(2, '0')}`
}

function yearNamed(named: number, year: number | null): YearSaid {
  if (year === null || named === year) return 'this'
  return named === year - 1 ? 'last' : 'other'
}

function numberOf(written: string): number {
  return smallNumber(written) ?? 0
}

const BY_DAY = new RegExp(`(${MONTH})月(?:(\\d{1,2})日|([底末]))(?:之?前|以前)?`)
const TENTH = /[上中下]旬/
/** What the rules here read, which no other wording has to account for. */
export const SAYS_WHEN: readonly RegExp[] = [
  LISTED,
  BOTH_HALVES,
  PART,
  ...MEAN.map(([words]) => words),
  BY_DAY,
  TENTH,
]
const IN_TIME = /按期|按时|如期|及时|限期|期限内|时限内|规定时[间限]/

function timingIn(own: string): Timing | null {
  const [, month, day] = BY_DAY.exec(own) ?? []
  if (month !== undefined) {
    const last =
      day ?? String([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numberOf(month) - 1])
    const to = `${String(numberOf(month)).padStart(2, '0')}-${last.padStart(2, '0')}`
    return { to: to === '02-29' ? '02-28' : to, early: false }
  }
  if (/年初/.test(own)) return { to: null, early: true }
  if (/年底|年末|岁末/.test(own)) return { to: '12-31', early: false }
  return IN_TIME.test(own) ? { to: null, early: false } : null
}

/** 11月14日的排查发现问题3个: the number of that day; one by which something was done is none. */
const ON_A_DAY = /(?<!截[至止]到?|[至到])(?<!\d)(\d{1,2})月(\d{1,2})日(?!之?前|止|以前)/
