import { measureWordAt } from './measure-words.ts'

/**
 * A text made uniform for reading, and the way back to the text as given. Every stage reads
 * `text`; only the last step turns its offsets into offsets of the original.
 */
export interface CleanText {
  readonly text: string
  /** Where the character at this index stood in the original. */
  origin(index: number): number
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\r]/
/** Full-width forms and look-alikes; one unit each, so that only dropped characters shift. */
const FORMS = new Map<string, string>([
  ['\u3000', ' '],
  ['\u00a0', ' '],
  ['\u2002', ' '],
  ['\u2003', ' '],
  ['(', '（'],
  [')', '）'],
  [';', '；'],
  ['!', '！'],
  ['?', '？'],
  ['！', '！'],
  ['？', '？'],
  ['；', '；'],
  ['（', '（'],
  ['）', '）'],
  ['，', '，'],
  ['：', '：'],
  ['「', '“'],
  ['『', '“'],
  ['」', '”'],
  ['』', '”'],
  ['–', '-'],
  ['−', '-'],
  ['‐', '-'],
  ['―', '—'],
  ['～', '~'],
  ['○', '〇'],
  ['◯', '〇'],
  ['﹪', '%'],
])

/** Drops what nobody sees, unifies full-width and half-width forms, rejoins broken lines. */
export function normalise(original: string): CleanText {
  const joins = new Set([...wrappedLineEnds(original), ...splitQuantityEnds(original)])
  const kept: number[] = []
  const origins: number[] = []
  let insideQuote = false
  for (let at = 0; at < original.length; at++) {
    const code = original.charCodeAt(at)
    const form = forms[code] ?? code
    if (form === DROPPED || (code === NEWLINE && joins.has(at))) continue
    if (code === NEWLINE) insideQuote = false
    if (form === STRAIGHT_QUOTE) {
      kept.push(insideQuote ? CLOSING_QUOTE : OPENING_QUOTE)
      insideQuote = !insideQuote
    } else if ((form === COMMA || form === COLON) && code < 0x80) {
      const within = isDigit(original.charCodeAt(at - 1)) && isDigit(original.charCodeAt(at + 1))
      kept.push(within ? code : form)
    } else kept.push(form)
    origins.push(at)
  }
  origins.push(original.length)
  return { text: textOf(kept), origin: (index) => origins[index] ?? original.length }
}

const DROPPED = -1
const NEWLINE = 0x0a
const STRAIGHT_QUOTE = 0x22
const [OPENING_QUOTE, CLOSING_QUOTE] = [0x201c, 0x201d]
const [COMMA, COLON] = [0xff0c, 0xff1a]

/** What each unit becomes, looked up: a long text asks a hundred thousand times. */
const forms = Int32Array.from({ length: 0x10000 }, (_, code) => formOf(code))

function formOf(code: number): number {
  const char = String.fromCharCode(code)
  if (INVISIBLE.test(char)) return DROPPED
  if (char === '"' || char === '＂') return STRAIGHT_QUOTE
  if (char === ',') return COMMA
  if (char === ':') return COLON
  const form = FORMS.get(char)
  if (form !== undefined) return form.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
}

function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)
}

/** More units than these in one call would not fit on the stack. */
const unitsAtOnce = 8192

function textOf(units: readonly number[]): string {
  let text = ''
  for (let at = 0; at < units.length; at += unitsAtOnce) {
    text += String.fromCharCode(...units.slice(at, at + unitsAtOnce))
  }
  return text
}

const WRAP_WIDTH_MIN = 18
const WRAP_WIDTH_MAX = 60
const LINE_START = /^[\s\u3000]|^(?:第?[一二三四五六七八九十\d]+[、.．章节条是要]|[（(])/

/**
 * The newlines that a typesetter put inside paragraphs. A text counts as hard-wrapped when most
 * of its lines share one width and hardly any is longer.
 */
function wrappedLineEnds(original: string): ReadonlySet<number> {
  const lines = original.split('\n')
  const width = wrapWidth(lines.map((line) => line.trimEnd().length))
  const ends = new Set<number>()
  if (width === null) return ends
  let end = -1
  lines.forEach((line, index) => {
    end += line.length + 1
    const next = lines[index + 1]
    const text = line.trimEnd()
    if (next === undefined || next.trim() === '' || text.length < width - 2) return
    if (!/[。！？；：]$/.test(text) && !LINE_START.test(next)) ends.add(end)
  })
  return ends
}

/** A line of a paragraph is at least so long; a cell of a column is shorter. */
const PARAGRAPH_CHARS_MIN = 12

/** The newlines between a numeral and its measure word: 意见建议5928⏎条. */
function splitQuantityEnds(original: string): readonly number[] {
  return Array.from(original.matchAll(/[\d０-９][ \u3000\r]*(\n)(?=[\u3400-\u9fff])/g), (match) => {
    const end = match.index + match[0].length - 1
    const line = end - (original.lastIndexOf('\n', end - 1) + 1)
    const unit = measureWordAt(original, end + 1, { single: true })
    return line >= PARAGRAPH_CHARS_MIN && unit !== '' ? end : -1
  }).filter((end) => end >= 0)
}

function wrapWidth(lengths: readonly number[]): number | null {
  const counts = new Array<number>(WRAP_WIDTH_MAX + 1).fill(0)
  let filled = 0
  let longer = 0
  for (const length of lengths) {
    if (length > 0) filled++
    if (length > WRAP_WIDTH_MAX) longer++
    else counts[length] = (counts[length] ?? 0) + 1
  }
  if (filled < 4) return null
  for (let width = WRAP_WIDTH_MAX; width >= WRAP_WIDTH_MIN; width--) {
    const near = [0, 1, 2].reduce((sum, short) => sum + (counts[width - short] ?? 0), 0)
    if (near >= filled * 0.4 && longer <= filled * 0.1) return width
    longer += counts[width] ?? 0
  }
  return null
}
