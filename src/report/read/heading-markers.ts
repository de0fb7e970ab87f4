import { pattern } from './pattern.ts'

/** A way of numbering headings. The rank orders them where the text itself does not. */
export interface MarkerStyle {
  readonly name: string
  /** Smaller stands higher when two styles meet for the first time. */
  readonly rank: number
}

export interface FoundMarker {
  readonly style: MarkerStyle
  readonly number: number | null
  readonly length: number
}

interface LineStyle extends MarkerStyle {
  readonly pattern: RegExp
}

const C = '[一二三四五六七八九十百]{1,4}'

/** Markers that open a line; the first that fits wins. */
const LINE_STYLES: readonly LineStyle[] = [
  { name: 'chapter', rank: 0, pattern: new RegExp(`^第(?:${C}|\\d{1,3})[编章部](?!分)`) },
  { name: 'part', rank: 0, pattern: new RegExp(`^第(?:${C}|\\d{1,3})部分(?=[ ：、])`) },
  { name: 'section', rank: 1, pattern: new RegExp(`^第(?:${C}|\\d{1,3})节`) },
  {
    name: 'article',
    rank: 2,
    pattern: new RegExp(`^第(?:${C}|\\d{1,3})条(?![规的第、和至中所明款及或])`),
  },
  { name: 'han', rank: 3, pattern: new RegExp(`^(?:${C}) ?[、.]`) },
  { name: 'han-parenthesis', rank: 4, pattern: new RegExp(`^(?:（ ?(?:${C}) ?）|[㈠-㈩])`) },
  { name: 'decimal-2', rank: 5.2, pattern: /^\d{1,2}\.\d{1,2}(?=[ 、])/ },
  { name: 'decimal-3', rank: 5.3, pattern: /^\d{1,2}(?:\.\d{1,2}){2}(?=[ 、])/ },
  { name: 'decimal-4', rank: 5.4, pattern: /^\d{1,2}(?:\.\d{1,2}){3}(?=[ 、])/ },
  {
    name: 'dash',
    rank: 6,
    pattern: /^\d{1,2}[—-]\d{1,2}(?=[ \u3400-\u9fff])(?! ?[年月日个人名项次天周小家岁])/,
  },
  { name: 'arabic', rank: 5, pattern: /^(?:\d{1,3} ?[.、](?:(?!\d)|(?=20\d{2}年))|[⒈-⒛])/ },
  { name: 'arabic-parenthesis', rank: 6, pattern: /^(?:（ ?\d{1,3} ?）|[⑴-⒇])/ },
  { name: 'arabic-half', rank: 7, pattern: /^\d{1,2}）/ },
  { name: 'circled', rank: 8, pattern: /^[①-⑳]/ },
  {
    name: 'ordinal',
    rank: 9,
    pattern: /^第[一二三四五六七八九十]{1,2}[，、](?![一二三四五六七八九十])/,
  },
  { name: 'shi', rank: 10, pattern: /^[一二三四五六七八九十]{1,3}是(?!一|否)/ },
  { name: 'yao', rank: 10, pattern: /^[一二三四五六七八九十]{1,3}要(?![求素件义点闻])/ },
]

/** One word or two that no number stands behind: a title, not a row of a table or a sentence. */
const TITLE_ALONE = String.raw`(?=[\u3400-\u9fff“《]\S{1,23}$)(?!.*[。；，\d]$)`

/**
 * Markers that say little by themselves: 1 总体情况 may be a row, A. a name. They are headings where
 * they count on from the first.
 */
const UNSURE_STYLES: readonly LineStyle[] = [
  { name: 'roman', rank: 2.5, pattern: /^(?:[Ⅰ-Ⅻ] ?[、.]|[IVX]{1,5}\.(?= ))/ },
  { name: 'han', rank: 3, pattern: new RegExp(`^${C} ${TITLE_ALONE}`) },
  { name: 'letter', rank: 4.5, pattern: /^[A-Z] ?[.、]/ },
  { name: 'arabic', rank: 5, pattern: new RegExp(`^\\d{1,2} ${TITLE_ALONE}`) },
  { name: 'decimal-2', rank: 5.2, pattern: /^\d{1,2}\.\d{1,2}(?=[\u3400-\u9fff])(?![亿万千百个])/ },
  { name: 'small-letter', rank: 8, pattern: /^(?:[a-z] ?[.、]|（[a-z]）|[a-z]）)/ },
]

/** The same within a paragraph, after a full stop, a colon, a semicolon or a comma. */
const INLINE = pattern(
  String.raw`
  (?<=[。；：，！？”）、 ])(?:([一二三四五六七八九十]{1,3})(是(?!一|否)|要(?![求素件义点闻]))|第([一二三四五六七八九十]{1,2})，|
  （([一二三四五六七八九十]{1,3}|\d{1,2})）|([①-⑳])|(\d{1,2})[.、](?=[\u3400-\u9fff]))
`,
  'g',
)

const BY_NAME = new Map(LINE_STYLES.map((style) => [style.name, style]))

/** The marker that opens this line. Rows of a table have none. */
export function lineMarker(line: string): FoundMarker | null {
  return markerAmong(LINE_STYLES, line)
}

/** A marker that is one only where others of its style stand before or after it. */
export function unsureMarker(line: string): FoundMarker | null {
  return markerAmong(UNSURE_STYLES, line)
}

function markerAmong(styles: readonly LineStyle[], line: string): FoundMarker | null {
  const tabbed = line.includes('\t')
  for (const style of styles) {
    const found = style.pattern.exec(line)?.[0]
    if (found === undefined) continue
    if (tabbed && style.rank >= 5) return null
    return { style, number: markerNumber(found), length: found.length }
  }
  return null
}

/** Markers inside a line, with their offsets in it. Whether they are a series is not judged. */
export function inlineMarkers(line: string): readonly (FoundMarker & { readonly at: number })[] {
  const found: (FoundMarker & { readonly at: number })[] = []
  for (const match of line.matchAll(INLINE)) {
    const style = BY_NAME.get(inlineStyleName(match))
    if (style === undefined) continue
    found.push({ style, number: markerNumber(match[0]), length: match[0].length, at: match.index })
  }
  return found
}

function inlineStyleName(match: RegExpMatchArray): string {
  if (match[1] !== undefined) return match[2]?.startsWith('是') ? 'shi' : 'yao'
  if (match[3] !== undefined) return 'ordinal'
  if (match[4] !== undefined) return /\d/.test(match[4]) ? 'arabic-parenthesis' : 'han-parenthesis'
  return match[5] === undefined ? 'arabic' : 'circled'
}

const HAN_DIGITS = '零一二三四五六七八九'

/** Where signs of one character each stand in a row from one on: ① and ⑴ and ⒈, Ⅰ, ㈠. */
const SIGN_ROWS = [
  { from: 0x2460, count: 60, length: 20 },
  { from: 0x2160, count: 12, length: 12 },
  { from: 0x3220, count: 10, length: 10 },
]

function markerNumber(marker: string): number | null {
  const digits = /\d+(?=\D*$)/.exec(marker)?.[0]
  if (digits !== undefined) return Number(digits)
  const code = marker.charCodeAt(0)
  const row = SIGN_ROWS.find(({ from, count }) => code >= from && code < from + count)
  if (row !== undefined) return ((code - row.from) % row.length) + 1
  const latin = /[A-Za-z]+/.exec(marker)?.[0]
  if (latin !== undefined) return romanNumber(latin) ?? latin.toLowerCase().charCodeAt(0) - 0x60
  const han = /[一二三四五六七八九十百]+/.exec(marker)?.[0] ?? ''
  const ten = han.indexOf('十')
  if (ten < 0) return han.length === 1 ? HAN_DIGITS.indexOf(han) : null
  const tens = ten === 0 ? 1 : HAN_DIGITS.indexOf(han.charAt(ten - 1))
  return tens * 10 + Math.max(0, HAN_DIGITS.indexOf(han.charAt(ten + 1) || '零'))
}

const ROMAN_NUMERALS = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV'.split(' ')

function romanNumber(letters: string): number | null {
  const at = ROMAN_NUMERALS.indexOf(letters)
  return at < 0 ? null : at + 1
}
