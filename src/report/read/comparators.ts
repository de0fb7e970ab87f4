import type { Comparator } from './reading.ts'

/** No word of comparison stands further from its number than this. */
const REACH = 16

/** Directly before the number. Longer words first, so that 不超过 is not read as 超过. */
const BEFORE: readonly (readonly [RegExp, Comparator])[] = [
  [/(?:不|没有|未|不得|不能|不可)(?:超过?|多于|高于|大于|突破|长于|晚于)$/, '<='],
  [/(?:不|不得|不能|不可)(?:少于|低于|小于|短于|下于|早于|下)$/, '>='],
  [/(?:不足|不到|不满|少于|低于|小于|短于|未达到?|至多|最多)$/, '<='],
  [
    /(?:至少|最少|起码|最低|多于|高于|大于|长于|超过|超出|突破|不止|逾|(?<![赶反高])超)(?:了)?$/,
    '>=',
  ],
  [
    /(?:将近|接近|大约|约为|约达|大概|差不多|上下|(?<![附靠亲最临邻远就])近|(?<![节预签契公条履制合集邀大])约)$/,
    '~',
  ],
  [/(?<![以之加晚早网线马])(?:上|过)$/, '>='],
]
/** Before the verb that the number belongs to: 每年至少召开4次. */
const BEFORE_VERB: readonly (readonly [RegExp, Comparator])[] = [
  [/(?:至少|最少|不得?少于)[\u3400-\u9fff]{1,10}$/, '>='],
  [/(?:至多|最多(?!的)|不得?超过)[\u3400-\u9fff]{1,6}$/, '<='],
]
const AFTER: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:（含[^）]{0,8}）)?(?:及|或|和)?(?:其)?(?:以上|之上)/, '>='],
  [/^(?:（含[^）]{0,8}）)?(?:及|或|和)?(?:其)?(?:以下|之下|以内|之内|以里)/, '<='],
  [/^(?:的)?范围(?:以|之)?内/, '<='],
  [/^内(?!设|容|部|控|外|涵|生|需|陆|地|在|蒙|环|河)/, '<='],
  [/^(?:左右|上下|前后|许(?![多可诺])|上下浮动)/, '~'],
  [/^(?:有余|出头|开外)/, '>='],
  [/^多(?!元|样|种|层|方|部门|功能|次|媒体|边|民族|维|渠道|式|发|级|党|能|点|措|久)/, '>='],
]

/** The comparator that the words around a number give it; exact when they say nothing. */
export function comparatorAround(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  { bareMultiplier }: { readonly bareMultiplier: boolean },
): Comparator {
  const after = text.slice(end, end + REACH)
  const trailing = AFTER.find(([pattern]) => pattern.test(after))
  if (trailing !== undefined) return trailing[1]
  const before = text.slice(Math.max(0, start - REACH), start).replace(/ $/, '')
  const leading = BEFORE.find(([pattern]) => pattern.test(before))
  // 上百, 过万 compare; 会上3人 and 通过3项 do not.
  if (leading !== undefined && (bareMultiplier || !/(?<![超])[上过]$/.test(before)))
    return leading[1]
  const spoken = BEFORE_VERB.find(([pattern]) => pattern.test(before))
  return spoken?.[1] ?? '='
}

/** 分别超98%和99%: the second number shares the comparator of the first. */
export function sharesComparator(
  text: string,
  { from, to }: { from: number; to: number },
): boolean {
  return to - from <= 2 && /^[和、及与]$/.test(text.slice(from, to))
}

/** 分别, 均 right before a comparator spread it over the list that follows. */
export function isDistributed(text: string, start: number): boolean {
  return /(?:分别|均|都)[^，。；、]{0,6}$/.test(text.slice(Math.max(0, start - REACH), start))
}
