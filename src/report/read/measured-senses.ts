import type { Numeral } from './numerals.ts'
import { pattern } from './pattern.ts'

/** A number with the measure word behind it, where it stands in a text. */
export interface Measured {
  readonly text: string
  readonly start: number
  /** Where the measure word ends. */
  readonly end: number
  readonly numeral: Numeral
  readonly unit: string
  /** It is said with 余 or 多. */
  readonly orMore: boolean
}

/** Whether a number with a measure word counts, or names something. */
export function isCounted(said: Measured): boolean {
  const { written } = said.numeral
  // Before a measure word two is 两; 二 there names the second (二期, 二等).
  if (written === '二' || written === '零' || written === '〇') return false
  if (written === '一') return countsAsOne(said)
  return countsWhere.get(said.unit)?.(said) ?? true
}

/** Measure words that may name something, each with where it counts; all others count. */
const countsWhere: ReadonlyMap<string, (said: Measured) => boolean> = new Map([
  ['年', countsAsYears],
  ['日', ({ text, end }) => /^(?:内|以内|之内|以上)/.test(text.slice(end, end + 2))],
  ['期', (said) => !said.numeral.chinese || !isOrdinalPhase(said)],
  ['届', (said) => /(?:连续|举办了?|承办|主办|超过|不超|满)$/.test(before(said, 3))],
  ['个', ({ text, end, numeral }) => !numeral.chinese || !SLOGAN.test(text.slice(end, end + 3))],
  ['大', ({ numeral }) => numeral.value <= 30],
  ['方面', (said) => !ASPECTS.test(before(said, 4))],
  ['组', (said) => said.numeral.value > 20 || !IN_VILLAGE.test(before(said, 3))],
])

/** So many characters before a number. */
function before({ text, start }: Measured, count: number): string {
  return text.slice(Math.max(0, start - count), start)
}

/** 六个一, 五个到位: a slogan's name. */
const SLOGAN =
  /^(?:一|更加|坚持|必须|到位|不让|统一|相统一|决不|转变|深刻|始终|带头|善于|有利于|离不开)/
/** 从三方面发力 speaks of sides; 八方面工作 counts. */
const ASPECTS = /(?:从|在|分为?|这|以下|如下)(?:以下)?$/
/** 水坪5组 is a place; 分成5组 counts. */
const IN_VILLAGE = /[\u3400-\u9fff]{2}(?<![分成共计为有设编建立组了各约达到第满余和及与、，])$/

const CLAUSE_END = /^(?:以上|[，。、；：）\n\t]|$)/
const EXACTLY_ONE = pattern(String.raw`
  (?:至少|最少|不少于|不低于|不超过|最多|至多|每(?:年|季度?|月|周|半年|学期|学年|人|名|位)[^，。；]{0,8}|各|仅|只有?|另有?|新增|荣获|
  获得?|共计?|累计|存放|召开了?|组织了?|开展了?|举办了?|进行了?|听取了?|上报|报送|撰写|制定)$
`)
/** What a clause may end on when it counts one; 打成一片 and 军民一家 do not count. */
const ONE_AT_END = new Set([
  ...'次场份篇本套台名起例人期件处项个部册座幅辆位届堂间天',
  '人次',
  '场次',
])
const LASTS = /(?:提前|缩短|推迟|延长|历时|为期|超过|不足|不到)(?:了|至|到|近)?$/
const NOT_ONE = /(?:[这那哪每同某任第无单统唯之逐为有如进新是又多再此另搞上下]|没有|的|同|任何)$/

/**
 * 一 is an article more often than a count (建设一个平台). It counts where a frequency, a
 * comparison or the end of a clause says so (每季度召开一次; 异地存放一份).
 */
function countsAsOne(said: Measured): boolean {
  const { text, end, unit } = said
  const told = before(said, 14)
  if (unit === '成' || unit === '倍') return true
  if (unit === '番' || unit === '大' || unit === '年' || unit === '周') return false
  if (/^(?:个月|小时|天|分钟|周岁)$/.test(unit) && LASTS.test(told)) return true
  if (/^(?:个月|小时|天|个工作日)$/.test(unit) && /^[以之]?内/.test(text.slice(end, end + 2)))
    return true
  if (NOT_ONE.test(told)) return false
  if (EXACTLY_ONE.test(told)) return unit !== '个' && unit !== '种' && unit !== '项'
  return (
    ONE_AT_END.has(unit) &&
    CLAUSE_END.test(text.slice(end, end + 2)) &&
    /[\u3400-\u9fff\ue000]$/.test(told)
  )
}

const YEARS_OF_PLAN = /^[^，。；、]{0,6}(?:行动|规划|计划|方案|纲要|攻坚|倍增|任务|大庆)/
const YEARS_NOT_COUNTED = /^(?:来|间|前|后|级|代|度|初|底|末|中|制|一|义务|里|时间)/
const YEARS_NAMED = /(?:这|那|过去|近|未来|今后|前|头|后|的|每|该|上|下|隔|建[党国军]|成立)$/
const YEARS_COUNTED =
  /(?:连续|持续|历时|长达|为期|期限为?|任期为?|有效期|期限|满|达|共|延长|不|少于|超过|于)$/

/** 连续9年 counts; 五年来, 三年行动计划, 过去五年 name a period. */
function countsAsYears(said: Measured): boolean {
  const told = before(said, 4)
  const after = said.text.slice(said.end, said.end + 10)
  if (/^(?:以上|以下|以内|之内|内(?!部)|左右)/.test(after)) return !/(?:过去|近)$/.test(told)
  if (YEARS_OF_PLAN.test(after) || YEARS_NOT_COUNTED.test(after)) return false
  if (YEARS_COUNTED.test(told)) return true
  return !said.numeral.chinese && !YEARS_NAMED.test(told)
}

const PHASE_COUNTED = /(?:[办编刊发出训共行了织展][^，。；]{0,3})$/

/** 二期, 三期 after a project's name are its phases; 举办三期 counts. */
function isOrdinalPhase(said: Measured): boolean {
  return !PHASE_COUNTED.test(before(said, 5))
}
