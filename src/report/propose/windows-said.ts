import { pattern } from '../read/pattern.ts'
import { smallNumber } from './small-number.ts'

/** So much in each of several parts of the year, as periods without their year. */
export interface WindowsSaid {
  readonly windows: readonly string[]
  readonly least: number
  /** No more than that either: 各一次; absent: there may be more. */
  readonly exact?: true
}

/**
 * Reads a clause that says in which parts of the year something was, and nothing of what it was:
 * 每个季度都安排了一次, 时间为3月、6月和12月. It is of what the clause before counts; null: it says more.
 */
export function windowsSaidBy(clause: string): WindowsSaid | null {
  const named = [...clause.matchAll(MONTHS)]
  const isListed = named.length > 0
  const found = isListed ? null : EACH.find(([words]) => words.test(clause))
  const windows = isListed
    ? named.map(([, month = '']) => String(smallNumber(month) ?? 0).padStart(2, '0'))
    : found?.[1]
  if (windows === undefined || (isListed && windows.length < 2)) return null
  const rest = clause.replaceAll(isListed ? MONTHS : ALL_EACH, '\u3000')
  const [, number = '一'] = AMOUNT.exec(rest) ?? []
  const least = smallNumber(number)
  const more = rest.replace(AMOUNT, '').replaceAll(IDLE, '')
  if (least === null || least < 1 || /[\u3400-\u9fff\d]/.test(more)) return null
  return { windows, least, ...(SO_MANY_EACH.test(rest) ? { exact: true } : {}) }
}

const MONTHS =
  /(?<![\d一二三四五六七八九十])(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?!\d|[底末上中下])/g
const quarters = ['Q1', 'Q2', 'Q3', 'Q4']
const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
const EACH: readonly (readonly [words: RegExp, windows: readonly string[]])[] = [
  [/每个?季度?|[四各]个?季度|季季|一季度?一/, quarters],
  [/每个?月|月月|逐月|按月|一月一/, months],
  [/上、?下(?:两个)?半年|上半年[、和]下半年|每半年|两个半年/, ['H1', 'H2']],
]
const ALL_EACH =
  /每个?季度?|[四各]个?季度|季季|一季度?一|每个?月|月月|逐月|按月|一月一|上、?下(?:两个)?半年|上半年[、和]下半年|每半年|两个半年/g
const AMOUNT = /([\d一二两三四五六]{1,2})[次场期回趟遍堂]/
const SO_MANY_EACH = new RegExp(`各[^不少至，]{0,4}${AMOUNT.source}`)
const IDLE = pattern(
  String.raw`
  一[次个期场回]也?[不没][落空漏缺断少]|[不没]有?(?:落空|间断|断档|断过|断|漏过|漏|空着|空|缺|欠账|落下)|不少于|至少|
  时间|分别|都|均|各|皆|也|还|就|做到了?|保证了?|安排了?|组织了?|开展了?|召开了?|举办了?|开了|办了|[开办有为是在于了的、和及]
`,
  'g',
)
