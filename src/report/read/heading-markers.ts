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
  { name: 'han-parenthesis', rank: 4, pattern: new RegExp(`^（ ?(?:${C}) ?）`) },
  { name: 'decimal', rank: 5, pattern: /^\d{1,2}(?:\.\d{1,2}){1,3}(?=[ 、])/ },
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

/** The same within a paragraph, after a full stop, a colon, a semicolon or a comma. */
const INLINE = pattern(
  String.raw`
  (?<=[。；：，！？”）、 ])(?:([一二三四五六七八九十]{1,3})(是(?!一|否)|要(?![求素件义点闻]))|第([一二三四五六七八九十]{1,2})，|
  （([一二三四五六七八九十]{1,3}|\d{1,2})）|([①-⑳])|(\d{1,2})\.(?=[\u3400-\u9fff]))
`,
  'g',
)

const BY_NAME = new Map(LINE_STYLES.map((style) => [style.name, style]))

/** The marker that opens this line. Rows of a table have none. */
export function lineMarker(line: string): FoundMarker | null {
  const tabbed = line.includes('\t')
  for (const style of LINE_STYLES) {
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

function markerNumber(marker: string): number | null {
  const digits = /\d+/.exec(marker)?.[0]
  if (digits !== undefined) return Number(digits)
  // ① to ⑳, ⑴ to ⒇ and ⒈ to ⒛ stand in one row.
  const symbol = marker.charCodeAt(0) - 0x2460
  if (symbol >= 0 && symbol < 60) return (symbol % 20) + 1
  const han = /[一二三四五六七八九十百]+/.exec(marker)?.[0] ?? ''
  const ten = han.indexOf('十')
  if (ten < 0) return han.length === 1 ? HAN_DIGITS.indexOf(han) : null
  const tens = ten === 0 ? 1 : HAN_DIGITS.indexOf(han.charAt(ten - 1))
  return tens * 10 + Math.max(0, HAN_DIGITS.indexOf(han.charAt(ten + 1) || '零'))
}
