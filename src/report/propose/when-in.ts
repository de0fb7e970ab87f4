import { smallNumber } from './small-number.ts'

/** Days between which something is to be, `YYYY-MM-DD` both. */
export interface Stretch {
  readonly from: string
  readonly to: string
}

/** What words say of when and how often something is to be, and the words without that. */
export interface When {
  /** Null: they do not say; `unclear`: more than one time is named. */
  readonly stretch: Stretch | 'unclear' | null
  /** 每季度, 月度, 一季一: how often; null: they do not say. */
  readonly often: 'week' | 'month' | 'quarter' | 'half-year' | 'other' | null
  readonly rest: string
}

/** Reads when and how often something is to be; days without a year are of the given one. */
export function whenIn(words: string, year: number): When {
  const often = OFTEN.find(([said]) => said.test(words))?.[1] ?? null
  const rare = OFTEN.reduce((rest, [said]) => rest.replaceAll(said, ''), words)
  const found = [...rare.matchAll(TIME)]
  const [only] = found
  const stretch = found.length > 1 ? 'unclear' : only === undefined ? null : stretchOf(only, year)
  return { stretch, often, rest: rare.replaceAll(TIME, '\u3000').replaceAll(YEAR, '\u3000') }
}

/** Whether words say nothing but when, how often, or that it is done by then. */
export function saysOnlyWhenToBe(words: string): boolean {
  const { stretch, often, rest } = whenIn(words, 2000)
  const isTimed = stretch !== null || often !== null || YEAR_SAID.test(words)
  return isTimed && rest.replaceAll(BARELY, '').replaceAll(/[^\u3400-\u9fff]/g, '').length <= 2
}

const OFTEN: readonly (readonly [RegExp, NonNullable<When['often']>])[] = [
  [/每(?:两|二|2|3|三)个?[周月季年]|双月|每半个?月|每旬|每[天日]|逐日|按[天日旬]/g, 'other'],
  [
    /每个?季度?(?:一次)?|按季度?|逐季|季度(?=[\u3400-\u9fff]{2})(?<![一二三四\d]季度)|一季[一作]/g,
    'quarter',
  ],
  [/每个?半年|半年[一两]|半年度/g, 'half-year'],
  [/每个?月|按月|逐月|月度|月月|一月[一两]/g, 'month'],
  [/每周|每个?星期|按周|逐周|一周一/g, 'week'],
]

const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'
const TIME = new RegExp(
  `(?:(20\\d{2})年)?(?:(${MONTH})月份?(?:(\\d{1,2})[日号]|([上中下])旬|([底末初]))?|(上半年|下半年)|` +
    '第?([一二三四1-4])季度|(年[底末]|全年))(?:之?前|以前|底前|末前|内)?',
  'g',
)
const YEAR = /(?:20\d{2}|明|来|下一)年度?(?:起|开始)?/g
const YEAR_SAID = /(?:20\d{2}|明|来|下一)年/
const BARELY = /完成|落实|到位|实施|启动|建成|办结|力争|争取|确保|坚持|开始|之?前|[于在起]|一次/g

function stretchOf(
  [, named, month, day, tenth, edge, half, quarter]: RegExpMatchArray,
  year: number,
): Stretch {
  const of = named ?? `${year}`
  const months = (first: number, last: number) => ({
    from: `${of}-${two(first)}-01`,
    to: `${of}-${two(last)}-${lastDays[last - 1]}`,
  })
  if (half !== undefined) return half === '上半年' ? months(1, 6) : months(7, 12)
  if (quarter !== undefined) {
    const last = 3 * (smallNumber(quarter) ?? 1)
    return months(last - 2, last)
  }
  if (month === undefined) return months(1, 12)
  const start = smallNumber(month) ?? 1
  const within = (from: string, to: string) => ({
    from: `${of}-${two(start)}-${from}`,
    to: `${of}-${two(start)}-${to}`,
  })
  if (day !== undefined) return within(day.padStart(2, '0'), day.padStart(2, '0'))
  if (tenth === '上' || edge === '初') return within('01', '10')
  if (tenth !== undefined) return tenth === '中' ? within('11', '20') : within('21', '31')
  return months(start, start)
}

const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function two(number: number): string {
  return `${number}`.padStart(2, '0')
}
