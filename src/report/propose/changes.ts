import { pattern } from '../read/pattern.ts'
import { pairsOf } from './likeness.ts'
import { smallNumber } from './small-number.ts'

/** What a text says of a number beside that of the year before; each part may be left unsaid. */
export interface Change {
  /** The number of the year before. */
  readonly before: number | null
  /** By how much it is more; below zero: less. */
  readonly by: number | null
  /** By which share of the year before, in %, and with how many digits after the point. */
  readonly rate: { readonly value: number; readonly digits: number } | null
  /** It is so many times that of the year before; absent: that is not said. */
  readonly times?: number
  readonly course: 'more' | 'fewer' | 'same' | 'notMore' | null
}

/**
 * How the number at a place of a sentence is held against the year before: `none`, not at all;
 * `within`, it is itself what another is held against; `unclear`, in words that no rule reads.
 */
export type Changes = readonly Change[] | 'none' | 'within' | 'unclear'

/** So much around a number is read. */
const reach = 120

/** Reads the comparison that a number of a text stands in; `year` is that of the report. */
export function changesOf(
  clean: string,
  { start, end }: { readonly start: number; readonly end: number },
  year: number | null,
): Changes {
  const head = clean.slice(Math.max(0, start - reach), start)
  const sentence = head.slice(lastOf(head, /[。！？；\n]/g))
  const tail = /^[^。！？；\n]*/.exec(clean.slice(end, end + reach))?.[0] ?? ''
  const before = sentence.split(CLAUSE)
  const after = tail.split(CLAUSE)
  const [own = '', rest = ''] = [before.at(-1), after[0]]
  const whole = own + clean.slice(start, end) + rest
  const read = (clauses: readonly string[]) => readChanges(clauses, year, sentence + rest)
  if (compares(own, year) || FROM_TO.test(whole)) return withinComparison(own, rest, year)
  if (compares(rest, year)) return read([rest])
  const next = after.slice(1)
  const from = next.findIndex((clause) => compares(clause, year) || COUNTED.test(clause))
  const found = next[from]
  if (found !== undefined && compares(found, year)) {
    const also = next.slice(from + 1).findIndex((clause) => !CONTINUES.test(clause))
    return read(next.slice(from, also < 0 ? next.length : from + 1 + also))
  }
  // 较上年增加2次，共召开26次: the comparison comes first.
  const said = before.slice(0, -1)
  const first = said.findIndex((clause) => COUNTED.test(clause) || compares(clause, year))
  // 由33次增加到34次，第三季度15次: the comparison has its own number.
  if (FROM_TO.test(said[first] ?? '')) return 'none'
  const comparison = said[first] ?? ''
  if (!compares(comparison, year) || isOfAnother(comparison, own + rest)) return 'none'
  return first === said.length - 1 ? read(said.slice(first)) : 'unclear'
}

/** 谈心谈话次数较上年减少，列席会议6次: the comparison names what it is about, and that is no part of `own`. */
function isOfAnother(comparison: string, own: string): boolean {
  const [, about = ''] = OF_WHAT.exec(comparison) ?? []
  const named = about.replaceAll(KNOWN, '')
  const said = new Set(pairsOf(own))
  return named.length > 1 && !pairsOf(named).some((pair) => said.has(pair))
}

const CLAUSE = /[，：（）]|、(?=[上去前头]一?年)/
const NUMBER = '(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]{1,3})'
const UNIT = '(个?百分点|%|人次|[次场期个项件条起例人名位份篇台套批回趟堂遍张单本处]|学时|小时)'
const COUNTED = new RegExp(`${NUMBER}(?:余|多)?${UNIT}`)
const COUNTED_ALL = new RegExp(COUNTED, 'g')
const EARLIER = '(?:[上去前往头]一?年(?:度|同期)?|同期|20\\d{2}年(?:度|同期)?)'
const EARLIER_ALL = new RegExp(EARLIER, 'g')
const OF_WHAT = new RegExp(`^([\\u3400-\\u9fff]*?)(?:比|较|与|和|同)${EARLIER}`)
/** 减少10%, right after what is held against the year before. */
const CONTINUES = new RegExp(`^(?:同比)?(?:增|减|下降|上升|降|升|压减|[降减增]幅)[^\\d]*${NUMBER}`)
const COMPARES = new RegExp(
  pattern(String.raw`
    (?:比|较|与|和|同|没有?|不[如及到]|[高低多少]于|[超不]过)EARLIER|^(?:而|其中)?EARLIER[^\d]{0,10}(?=[\d一二两三四五六七八九十])|
    (?:由|从)EARLIER|同比|环比|只减不增|只增不减|持平|相比|有所(?:增|减|上升|下降)|
    (?:比|较)(?:以[往前]|往年|历年|过去|计划|年初)|不增反|倍|翻番|翻了?一番|减半|
    ^(?:增加|减少|增长|下降|上升|增|减|少|多)了?\d
  `).source.replaceAll('EARLIER', EARLIER),
)
function compares(clause: string, year: number | null): boolean {
  return COMPARES.test(year === null ? clause : clause.replaceAll(`${year}年`, '今年'))
}

/** 由上年的4次增至6次: the last number is this year's; others of the clause are not. */
function withinComparison(own: string, rest: string, year: number | null): Changes {
  const [, said] = TO_THIS.exec(own) ?? []
  if (said === undefined) return 'within'
  if (COUNTED.test(rest)) return 'unclear'
  // In the report of a year 由12次降至6次 is said of the year before.
  return readChanges([said.search(EARLIER_ALL) >= 0 ? said : `上年${said}`], year)
}

const STEP = '(?:[增减升降压砍涨][^\\d，]{0,4}|提高|提升|精简|扩大)(?:至|到|为)了?'
const TO_THIS = new RegExp(`(?:由|从)([^，由从]*?)${STEP}$`)
const FROM_TO = new RegExp(`(?:由|从)[^，]{0,12}${NUMBER}[^，]{0,8}${STEP}`)

/**
 * Reads clauses of which each says how a number is held against the year before; `beside` is what
 * is said of that number, and may be said again (销号29个，销号数少于上年).
 */
export function readChanges(
  clauses: readonly string[],
  year: number | null,
  beside = '',
): readonly Change[] | 'unclear' {
  const changes: Change[] = []
  for (const clause of clauses) {
    const change = readChange(clause, year, beside)
    if (change === null) return 'unclear'
    changes.push(change)
  }
  return changes
}

const MORE = /增加|增长|上升|提高|多|增|升|添|超过|高于/
const FEWER = /减少|下降|降低|压[减缩掉]|砍掉|精简|少|减|降|低于/
const NOT_MORE = /只减不增|不增加?|[没未]有?(?:所)?增加|[不未没]有?(?:超过|高于|多于)/
const SAME = /持平|相同|一致|相当|一样|不变|没有变化|未变/
/** 上年的两倍; 两倍多 and 增长两倍 say something else. */
const WHOLE_TIMES = /(?<=[是为到]|相当于)[^，\d]{0,8}([一二两三四五六七八九十\d]{1,2})倍$/
const TIMES = /(?:[是为到]|相当于)\u25c6的?([一二两三四五六七八九十\d]{1,2})倍$/
/** 少于上年的35个: it is held against that number, not less by it; 少于上年35个 may be either. */
const THAN = /(?:[高低多少]于|超过)\u25c6(的?)[为是有]?$/
/** What is left of a clause when all that is read is taken out says something more. */
const KNOWN = pattern(
  String.raw`
  \u25c6|NUMBER(?:余|多)?UNIT|只减不增|同比|相比|有所|略有|
  (?:增加|增长|上升|提高|减少|下降|降低|压[减缩掉]|砍掉|精简|超过|高于|低于|持平|相同|一致|相当|一样|保持不变|不变|没有变化|未变)|
  (?:相当于|达到?)|[一二两三四五六七八九十\d]{1,2}倍|幅度?|[增减升降添多少]|[比较与和同由从至到为是有的了也还而也均都再只又则于]|[总次人期场件个项篇]?数量?|场次|
  的|全[年馆局]|今年|年内|规模|总量|其中|分别
`
    .replaceAll('NUMBER', NUMBER)
    .replaceAll('UNIT', UNIT),
  'g',
)
const DONE_MORE =
  /([多少])[开办做讲跑学要发换印走了][了出]?((?:\d+|[一二两三四五六七八九十]{1,3})[次场期个项件份篇台回趟堂遍张])/
/** Words of how much more that no rule reads. */
const UNREAD = /倍|翻|半|成(?![员立果效])|约|近|超|余|左右|分别|计划|环比|只增不减/

/** One clause of a comparison; null where something in it is not understood. */
function readChange(said: string, year: number | null, beside: string): Change | null {
  // 减少一半 is as good as a share.
  const clause = said
    .replace(/(减少|下降|压[减缩掉]|砍掉|精简|降低|少)了?一半|减半/, '减少50%')
    .replace(/翻了?一?番/, '增加100%')
    // 多开了2次, 少要3张: what was done is that of the number before.
    .replace(DONE_MORE, '$1$2')
  if (UNREAD.test(clause.replaceAll(/[不超]过/g, '').replace(WHOLE_TIMES, ''))) return null
  const years = [...clause.matchAll(/(20\d{2})年/g)].map(([, named]) => Number(named))
  if (year === null ? years.length > 0 : years.some((one) => one !== year - 1)) return null
  if (/前年|往年|历年|以[往前]|过去|年初/.test(clause)) return null
  // A wide mark stands for the year before, so that its digits are none of the numbers.
  const words = clause.replaceAll(EARLIER_ALL, '\u25c6').replace(/不[及如到](?=\u25c6)/, '低于')
  const numbers = [...words.matchAll(COUNTED_ALL)]
  if (/\d/.test(words.replaceAll(COUNTED_ALL, '')) || saysMore(words, beside)) return null
  const course = courseOf(words)
  if (course === undefined || numbers.length > 2) return null
  const change = { before: null, by: null, rate: null, course }
  const [, times] = TIMES.exec(words) ?? []
  if (times !== undefined) {
    const value = smallNumber(times)
    return value === null || numbers.length > 0 ? null : { ...change, times: value }
  }
  const turn = words.search(course === 'fewer' ? FEWER : MORE)
  const moves = course === 'more' || course === 'fewer'
  let [before, by, rate]: [number | null, number | null, Change['rate']] = [null, null, null]
  for (const { index, 1: digits = '', 2: unit } of numbers) {
    const value = smallNumber(digits)
    if (value === null || unit?.endsWith('百分点')) return null
    const than = THAN.exec(words.slice(0, index))
    if (than !== null && than.index <= turn) {
      if (than[1] === '' || unit === '%') return null
      before = value
    } else if (moves && index > turn) {
      if (unit === '%') rate = { value, digits: digits.split('.')[1]?.length ?? 0 }
      else by = course === 'more' ? value : -value
    } else if (words.slice(0, index).includes('\u25c6') && unit !== '%') before = value
    else return null
  }
  const isSaid = before !== null || by !== null || rate !== null || course !== null
  return isSaid ? { ...change, before, by, rate } : null
}

/** 比上年预计数少6个, 没有上年多: something narrows or denies it that no rule reads. */
function saysMore(words: string, beside: string): boolean {
  const rest = words.replace(NOT_MORE, '').replaceAll(KNOWN, '\u3000')
  if (/[不未没无非]/.test(rest)) return true
  return (rest.match(/[\u3400-\u9fff]{2,}/g) ?? []).some((more) => !beside.includes(more))
}

/** Which way it went; null where it is not said, undefined where it is said twice. */
function courseOf(words: string): Change['course'] | undefined {
  if (NOT_MORE.test(words)) return 'notMore'
  if (SAME.test(words)) return 'same'
  const [more, fewer] = [MORE.test(words), FEWER.test(words)]
  if (more && fewer) return undefined
  return more ? 'more' : fewer ? 'fewer' : null
}

function lastOf(text: string, separator: RegExp): number {
  let last = 0
  for (const match of text.matchAll(separator)) last = match.index + match[0].length
  return last
}
