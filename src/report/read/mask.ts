import type { Span } from '../span.ts'
import { IDIOMS } from './idioms.ts'

/** Stands where a character says nothing about counts: a name, a date, an ordinal. */
const MASKED = '\ue000'
/** Stands where a heading marker stood; a clause begins after it. */
export const MARKER = '\ue001'

const CHINESE = '[零〇一二三四五六七八九十百两]'
const YEAR = '(?:(?:1[89]|20)\\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2})'
const NUMBER = `(?:\\d{1,5}(?:\\.\\d+)?|${CHINESE}{1,5})`
const DASH = '(?:[-—~至到、和]|——)'

const TITLES = /《[^《》\n]{1,100}》|〈[^〈〉\n]{1,60}〉/g
/** A quotation this short is a name or a slogan; a longer one is somebody's own statement. */
const SHORT_QUOTE = /“[^“”。；\n]{1,24}”/g

const NAMES: readonly RegExp[] = [
  // Years and dates, alone and as ranges; terms counted from a year (2021届, 2019学年).
  new RegExp(`${YEAR} ?(?:年度?|学年|财年)? ?${DASH} ?${YEAR} ?(?:年度?|学年|财年)?`, 'g'),
  new RegExp(
    `${YEAR} ?(?:年度|学年|财年|年(?: ?(?:\\d{1,2}|${CHINESE}{1,3}) ?月份?)?|届|级|版)`,
    'g',
  ),
  new RegExp(
    `(?:\\d{1,2}|(?<!${CHINESE})${CHINESE}{1,3})(?: ?${DASH} ?(?:\\d{1,2}|${CHINESE}{1,3}))? ?月(?!\\d)份?`,
    'g',
  ),
  /(?<=[月\ue000至到、和—~-] ?)(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]/g,
  new RegExp(
    `(?<![\\d.])\\d{2}年(?=[底末初度]|以来|年)|(?:民国|公元前?|光绪|乾隆|康熙) ?${NUMBER}年`,
    'g',
  ),
  /(?<![\d.])\d{1,2}(?::\d{2}){1,2}(?!\d)|(?<![\d.])\d{1,2}(?:时|点(?!意见|要求|建议|体会|看法|希望|想法|启示|认识|感受))(?:\d{1,2}分|半|整|许|前)?/g,
  /(?<!\d)(?:[0-9]0|[五六七八九零〇]十)(?:年代|后(?![，。、；]))/g,
  /(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/g,
  // Ordinals and places in a ranking.
  new RegExp(`第 ?${NUMBER}(?: ?${DASH} ?第?${NUMBER}){0,8}`, 'g'),
  new RegExp(
    `(?<![提目以之此先从年月日期空当眼面跟生战会课赛产午史])前(?:\\d{1,3}|[一二三四五六七八九十百]{1,3})(?![天周])`,
    'g',
  ),
  new RegExp(
    `(?:排名|名列|位列|位居|[列居](?=全))(?:全国|全省|全市|全区|全县|全系统)?${NUMBER}位?`,
    'g',
  ),
  new RegExp(
    `(?:附件|附表|附图|附录|(?<![\\u3400-\\u9fff])[图表]|(?<!意)[见如][图表]|序号|编号)[:：]? ?${NUMBER}`,
    'g',
  ),
  // Congresses and their sessions: 十九届六中全会, 二十大, 十六届人大三次会议.
  /[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,2}中(?:、[一二三四五六七八九十]{1,2}中)*/g,
  /[一二三四五六七八九十]{1,3}届(?=全会|中央|人大|政协|全国|省|市|区|县|党|委员|历次|常委)/g,
  /(?:十[一二三四五六七八九]|二十)大(?!类|项|工程|行动|产业|领域)/g,
  /(?<=[届人大政协会表] ?)[一二三四五六七八九十]{1,2}次(?=全体|会议|全会)/g,
  // Numbers that name: document, telephone, house, version, model, formula.
  /[〔[［【（]\d{4} ?[〕\]］】）] ?第?\d+ ?号?/g,
  /(?<![\d.])\d+ ?(?:号|#)(?!召)|\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)/g,
  /(?<![A-Za-z])(?:[A-Za-z]{1,20}[-.]?\d+(?:[.-]\d+)*|[A-Z][A-Za-z]{2,20} \d+(?:\.\d+)*(?! ?[次人个件项]))/g,
  /(?<![\d.])\d{1,12}(?:\.\d{1,6})?[A-Z](?![A-Za-z]*[hH2])(?=[^A-Za-z%]|$)/g,
  /(?<![\dNXn+])[\dNXn]{1,12}(?:\+[\dNXn]{1,12})+|(?<![\d·])\d{1,12}(?:·\d{1,12})+|(?<![\d.])\d{1,12}\.0(?=[^%\d万亿个元])/g,
]

const idiomPattern = new RegExp(
  `(?<![\\d零一二三四五六七八九十百千万亿两数几近超逾])(?:${[...IDIOMS]
    .sort((a, b) => b.length - a.length)
    .join('|')})(?!钟)`,
  'g',
)

/** So many names are taken from one text; beyond, it is no document. */
const SLOGANS_MAX = 100
const SLOGAN =
  /“((?=[^“”]{0,6}[一二三四五六七八九十两双][^“”]{1,6}[一二三四五六七八九十两双])[\u3400-\u9fff]{4,8})”/g

/** “五星三名” in quotes names something, so that the bare 五星三名 of the same text counts nothing. */
function sloganPattern(text: string): RegExp | null {
  const names = new Set<string>()
  for (const [, name] of text.matchAll(SLOGAN)) {
    if (name !== undefined && names.size < SLOGANS_MAX) names.add(name)
  }
  return names.size === 0 ? null : new RegExp([...names].join('|'), 'g')
}

/** Hides titles of instruments and short quotations: what is left is the text's own voice. */
export function maskQuoted(text: string): string {
  return hide(text, [TITLES, SHORT_QUOTE])
}

/**
 * Hides, in text whose quotations are hidden already, every number that counts nothing.
 * `original` is the text before anything was hidden.
 */
export function maskNames(text: string, original: string): string {
  const slogans = sloganPattern(original)
  return hide(hide(text, NAMES), slogans === null ? [idiomPattern] : [idiomPattern, slogans])
}

/** Puts `char` over every span; lengths do not change. */
export function cover(text: string, spans: Iterable<Span>, char: string): string {
  const pieces: string[] = []
  let from = 0
  for (const { start, end } of spans) {
    if (start < from) continue
    pieces.push(text.slice(from, start), char.repeat(end - start))
    from = end
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

function hide(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce(
    (masked, pattern) => masked.replace(pattern, (found) => MASKED.repeat(found.length)),
    text,
  )
}
