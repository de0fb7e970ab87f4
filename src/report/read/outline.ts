import type { FoundMarker, MarkerStyle } from './heading-markers.ts'
import { inlineMarkers, lineMarker, unsureMarker } from './heading-markers.ts'

/** A heading in the clean text. */
export interface Heading {
  readonly id: string
  readonly level: number
  readonly runIn: boolean
  /** It opens its line; others stand inside a paragraph. */
  readonly opensLine: boolean
  readonly start: number
  readonly titleStart: number
  readonly end: number
}

interface Candidate {
  /** Headings before and after an annex are of two documents. */
  readonly part: number
  /** Where its line begins. */
  readonly line: number
  readonly number: number | null
  readonly style: MarkerStyle
  readonly opensLine: boolean
  readonly runIn: boolean
  readonly start: number
  readonly titleStart: number
  readonly end: number
}

const APPENDIX = /^(?:附件|附表|附|名词解释|名词注释|注释)[一二三四五六七八九十\d]*(?:[：:]|$)/
/** Markdown's own marks before a heading: ## 一、 and **一、. */
const MARKDOWN_LEAD = /^\s*(#{1,6} +)?(\*\*)?/
/** Numbers in Arabic figures and what stands below them. */
const ARABIC_RANK = 5
const TABLE_ROW = /\t[^\t]*\t/
const CONTENTS_LINE = /[.…·]{4,} ?\d+$/
/** What another document begins after: the day below a signature, 篇二：… in a collection. */
const OTHER_DOCUMENT = /^(?:\d{4}年\d{1,2}月\d{1,2}日$|篇[一二三四五六七八九十]{1,3}[：、 ])/
const CONTENTS_TITLE = /^目 *录$/

/**
 * Headings in order of the text. Levels follow the nesting that the text itself shows: a style
 * seen again closes what it opened, a new style goes one deeper.
 */
export function readOutline(text: string): readonly Heading[] {
  const headings: Heading[] = []
  let open: Open[] = []
  let roots = 0
  const candidates = readCandidates(text)
  const ahead = new Ahead(candidates)
  candidates.forEach((candidate, index) => {
    const { style, part, line: _, number, ...place } = candidate
    if (part !== candidates[index - 1]?.part) open = []
    const kept = closeFor(open, candidate, (ancestors, last) =>
      ahead.goesOn(index, { ancestors, last }),
    )
    const parent = kept.at(-1)
    const nth = parent === undefined ? ++roots : ++parent.children
    const id = parent === undefined ? `${nth}` : `${parent.id}.${nth}`
    const { start: at, opensLine } = place
    open = [...kept, { style, number, id, children: 0, at, opensLine }]
    headings.push({ id, level: open.length, ...place })
  })
  return headings
}

/** What opens a heading, line by line, before anybody knows of its level. */
function readCandidates(text: string): readonly Candidate[] {
  const lines = withoutContents([...linesOf(text)])
  const series = seriesOfLines(lines)
  const titleLine = lines.find(({ hashes }) => hashes > 0)
  const hasTitle = lines.filter(({ hashes }) => hashes === 1).length === 1
  const candidates: Candidate[] = []
  let attachment = 0
  let part = 0
  for (const line of lines) {
    if (APPENDIX.test(line.line) || OTHER_DOCUMENT.test(line.line)) part++
    attachment = attachmentNumber(line.line, attachment)
    if (attachment > 1) continue
    const isTitle = hasTitle && line === titleLine && line.hashes === 1
    const opening = isTitle ? null : openingOf(line, series)
    for (const one of candidatesIn(line, { opening, part })) candidates.push(one)
  }
  return candidates
}

/** A table of contents ends where the line that it begins with comes again. */
function withoutContents(lines: readonly Line[]): readonly Line[] {
  const title = lines.findIndex(({ line }) => CONTENTS_TITLE.test(line))
  if (title < 0) return lines
  const bare = (line: Line | undefined) => line?.line.replace(/[\s.…·]|\d{1,4}$/g, '')
  const first = bare(lines[title + 1])
  const body = lines.findIndex((line, index) => index > title + 1 && bare(line) === first)
  return body < 0 ? lines : [...lines.slice(0, title), ...lines.slice(body)]
}

/** The number that opens a line, or the mark of Markdown where there is none. */
function openingOf(line: Line, series: ReadonlySet<number>): FoundMarker | null {
  const sure = lineMarker(line.line)
  if (sure !== null) return sure
  if (series.has(line.start)) return unsureMarker(line.line)
  if (APPENDIX.test(line.line)) return null
  if (line.hashes > 0) {
    return { style: { name: `hash-${line.hashes}`, rank: line.hashes }, number: null, length: 0 }
  }
  const isHeading = line.isBold && BOLD_TITLE.test(line.line)
  return isHeading ? { style: BOLD_STYLE, number: null, length: 0 } : null
}

/** **Fire drills.** and **抓学习**: bold words that are a line, or a sentence, of their own. */
const BOLD_TITLE = /^[^*]{2,40}(?:\*\*$|[。：.]\*\*|\*\*[。：])/
const BOLD_STYLE: MarkerStyle = { name: 'bold', rank: 9 }

/** The lines whose doubtful markers count on, 1 to 2 or A. to B. */
function seriesOfLines(lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>()
  const last = new Map<string, { readonly start: number; readonly number: number }>()
  for (const { line, start } of lines) {
    const mark = lineMarker(line) === null ? unsureMarker(line) : null
    if (mark?.number == null) continue
    const above = /^[\d.]+\./.exec(line.slice(0, mark.length))?.[0] ?? ''
    const key = `${mark.style.name} ${above}`
    const before = last.get(key)
    if (before?.number === mark.number - 1) found.add(before.start).add(start)
    else if (mark.number !== 1) continue
    last.set(key, { start, number: mark.number })
  }
  return found
}

/** Where each style is seen next: whether a series that stands open goes on. */
class Ahead {
  readonly #candidates: readonly Candidate[]
  /** What was once found below what, so that it is below the last of its series too. */
  readonly #below = new Set<string>()
  readonly #places = new Map<string, number[]>()

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates
    candidates.forEach(({ style }, index) => {
      const places = this.#places.get(style.name)
      if (places === undefined) this.#places.set(style.name, [index])
      else places.push(index)
    })
  }

  /** 第三， comes before anything that 第二， stands in comes again: what is between is below 第二，. */
  goesOn(from: number, { ancestors, last }: { ancestors: readonly Open[]; last: Open }): boolean {
    const { part, style } = this.#candidates[from] ?? {}
    const pair = `${part} ${last.style.name} ${style?.name}`
    if (!this.#below.has(pair) && this.#comesAgain(from, { ancestors, last })) this.#below.add(pair)
    return this.#below.has(pair)
  }

  #comesAgain(from: number, { ancestors, last }: { ancestors: readonly Open[]; last: Open }) {
    const at = this.#next(last.style, from)
    const next = this.#candidates[at]
    if (last.number === null || next?.number !== last.number + 1) return false
    if (next.part !== this.#candidates[from]?.part) return false
    return ancestors.every(({ style }) => this.#next(style, from) > at)
  }

  /** The first of a style after a place; places are asked for in order, so what is past goes. */
  #next({ name }: MarkerStyle, from: number): number {
    const places = this.#places.get(name) ?? []
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[middle] ?? 0) > from) high = middle
      else low = middle + 1
    }
    return places[low] ?? Infinity
  }
}

const FIRST_ATTACHMENT = /^附件：? ?1[.、]/

/** 附件：1.分解表 is followed by 2.样式 on a line of its own: which of them a line names, or 0. */
function attachmentNumber(line: string, before: number): number {
  if (FIRST_ATTACHMENT.test(line)) return 1
  const mark = before > 0 ? lineMarker(line.trimStart()) : null
  return mark?.style.name === 'arabic' && mark.number === before + 1 ? before + 1 : 0
}

interface Open {
  readonly at: number
  readonly opensLine: boolean
  readonly style: MarkerStyle
  readonly id: string
  readonly number: number | null
  children: number
}

function closeFor(
  open: readonly Open[],
  { style, line }: Candidate,
  goesOn: (ancestors: readonly Open[], last: Open) => boolean,
): Open[] {
  const same = open.findIndex((item) => item.style.name === style.name)
  if (same >= 0) return open.slice(0, same)
  const kept = [...open]
  let last = kept.at(-1)
  while (last !== undefined && last.style.rank > style.rank && !holds(last, style, line)) {
    if (goesOn(kept.slice(0, -1), last)) break
    kept.pop()
    last = kept.at(-1)
  }
  return kept
}

/** ① inside the paragraph of 第五， belongs to it, and so does a line 1. after a line 第五，. */
function holds({ style, at, opensLine }: Open, below: MarkerStyle, line: number): boolean {
  return at >= line || (style.name === 'ordinal' && opensLine && below.rank >= ARABIC_RANK)
}

interface Line {
  readonly line: string
  readonly start: number
  /** How many # Markdown puts before it. */
  readonly hashes: number
  readonly isBold: boolean
}

function* linesOf(text: string): Generator<Line> {
  let from = 0
  while (from <= text.length) {
    const newline = text.indexOf('\n', from)
    const to = newline < 0 ? text.length : newline
    const raw = text.slice(from, to)
    const [lead = '', marks = '', bold = ''] = MARKDOWN_LEAD.exec(raw) ?? []
    const line = raw.slice(lead.length)
    const start = from + lead.length
    const hashes = marks.trimEnd().length
    if (line !== '') yield { line: line.trimEnd(), start, hashes, isBold: bold !== '' }
    from = to + 1
  }
}

function candidatesIn(
  { line, start }: Line,
  { opening, part }: { readonly opening: FoundMarker | null; readonly part: number },
): readonly Candidate[] {
  if (CONTENTS_LINE.test(line)) return []
  // 一是 in a cell of a table is no heading of the text.
  const inline = TABLE_ROW.test(line) ? [] : seriesOf(inlineMarkers(line), opening)
  const marks = [...(opening === null ? [] : [{ ...opening, at: 0 }]), ...inline]
  const candidates: Candidate[] = []
  marks.forEach((mark, index) => {
    const until = marks[index + 1]?.at ?? line.length
    const opensLine = index === 0 && opening !== null
    const candidate = titled(line.slice(0, until), mark, { start, opensLine, part })
    if (candidate !== null) candidates.push(candidate)
  })
  return candidates
}

type Placed = FoundMarker & { readonly at: number }

/** Keeps inline markers that count on from one: 一是…二是…; a stray （3） is a remark. */
function seriesOf(marks: readonly Placed[], opening: FoundMarker | null): readonly Placed[] {
  const last = new Map<string, number>()
  if (opening?.number != null) last.set(opening.style.name, opening.number)
  return marks.filter(({ style, number }) => {
    const spoken = style.name === 'shi' || style.name === 'yao'
    const follows = number === 1 || number === (last.get(style.name) ?? Number.NaN) + 1
    if (!follows && !spoken) return false
    if (style.name === 'arabic' && number === 1 && marks.length < 2) return false
    if (number !== null) last.set(style.name, number)
    return true
  })
}

const TITLE_END = /[。！？]/
const INLINE_TITLE_END = /[。；！？]/
/** 一、目标：… — a word or two before a colon are the whole title. */
const LABEL_CHARS_MAX = 16

function titled(
  line: string,
  mark: Placed,
  place: { readonly start: number; readonly opensLine: boolean; readonly part: number },
): Candidate | null {
  const { start, opensLine, part } = place
  const spoken = mark.style.rank >= 9
  const from = mark.at + mark.length
  const lead = /^[ .、\t]*/.exec(line.slice(from))?.[0].length ?? 0
  const rest = line.slice(from + lead)
  const stop = rest.search(opensLine && !spoken ? TITLE_END : INLINE_TITLE_END)
  const colon = rest.indexOf('：')
  const labelled = colon > 0 && colon <= LABEL_CHARS_MAX && !/[，。；]/.test(rest.slice(0, colon))
  const bold = mark.style === BOLD_STYLE ? rest.indexOf('**') : -1
  const length = bold > 0 ? bold : labelled ? colon : stop < 0 ? rest.length : stop
  const title = rest.slice(0, length).replace(/[，；：。 *]+$/, '')
  if (title === '') return null
  const titleStart = start + from + lead
  return {
    part,
    line: start,
    number: mark.number,
    style: mark.style,
    opensLine,
    runIn: spoken || !opensLine || rest.slice(length + 1).trim() !== '',
    start: start + mark.at,
    titleStart,
    end: titleStart + title.length,
  }
}
