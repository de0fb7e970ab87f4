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
  const joins = wrappedLineEnds(original)
  const kept: string[] = []
  const origins: number[] = []
  let insideQuote = false
  for (let at = 0; at < original.length; at++) {
    const char = original.charAt(at)
    if (INVISIBLE.test(char) || (char === '\n' && joins.has(at))) continue
    if (char === '\n') insideQuote = false
    if (char === '"' || char === '＂') {
      kept.push(insideQuote ? '”' : '“')
      insideQuote = !insideQuote
    } else kept.push(unify(char, original.charAt(at - 1), original.charAt(at + 1)))
    origins.push(at)
  }
  origins.push(original.length)
  return { text: kept.join(''), origin: (index) => origins[index] ?? original.length }
}

function unify(char: string, before: string, after: string): string {
  if (char === ',' || char === ':') {
    const betweenDigits = /[\d\uff10-\uff19]/.test(before) && /[\d\uff10-\uff19]/.test(after)
    if (betweenDigits) return char
    return char === ',' ? '，' : '：'
  }
  const form = FORMS.get(char)
  if (form !== undefined) return form
  const code = char.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char
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
