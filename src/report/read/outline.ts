import { inlineMarkers, lineMarker } from './heading-markers.ts'
import type { FoundMarker, MarkerStyle } from './heading-markers.ts'

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
  readonly style: MarkerStyle
  readonly opensLine: boolean
  readonly runIn: boolean
  readonly start: number
  readonly titleStart: number
  readonly end: number
}

const APPENDIX = /^(?:附件|附表|附|名词解释|名词注释|注释)[一二三四五六七八九十\d]*(?:[：:]|$)/
/** Markdown's own marks before a numbered heading: ## 一、 and **一、. */
const MARKDOWN_LEAD = /^\s*(?:#{1,6} +)?(?:\*\*)?/
/** Numbers in Arabic figures and what stands below them. */
const ARABIC_RANK = 5
const TABLE_ROW = /\t[^\t]*\t/
const CONTENTS_LINE = /[.…·]{4,} ?\d+$/

/**
 * Headings in order of the text. Levels follow the nesting that the text itself shows: a style
 * seen again closes what it opened, a new style goes one deeper.
 */
export function readOutline(text: string): readonly Heading[] {
  const headings: Heading[] = []
  let open: Open[] = []
  let roots = 0
  let attachment = 0
  for (const { line, start } of linesOf(text)) {
    if (APPENDIX.test(line)) open = []
    attachment = attachmentNumber(line, attachment)
    if (attachment > 1) continue
    for (const candidate of candidatesIn(line, start)) {
      const kept = closeFor(open, candidate, start)
      const parent = kept.at(-1)
      const nth = parent === undefined ? ++roots : ++parent.children
      const id = parent === undefined ? `${nth}` : `${parent.id}.${nth}`
      const { style, ...place } = candidate
      open = [...kept, { style, id, children: 0, at: place.start, opensLine: place.opensLine }]
      headings.push({ id, level: open.length, ...place })
    }
  }
  return headings
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
  children: number
}

function closeFor(open: readonly Open[], { style }: Candidate, line: number): Open[] {
  const same = open.findIndex((item) => item.style.name === style.name)
  if (same >= 0) return open.slice(0, same)
  const kept = [...open]
  let last = kept.at(-1)
  while (last !== undefined && last.style.rank > style.rank && !holds(last, style, line)) {
    kept.pop()
    last = kept.at(-1)
  }
  return kept
}

/** ① inside the paragraph of 第五， belongs to it, and so does a line 1. after a line 第五，. */
function holds({ style, at, opensLine }: Open, below: MarkerStyle, line: number): boolean {
  return at >= line || (style.name === 'ordinal' && opensLine && below.rank >= ARABIC_RANK)
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly start: number }> {
  let from = 0
  while (from <= text.length) {
    const newline = text.indexOf('\n', from)
    const to = newline < 0 ? text.length : newline
    const raw = text.slice(from, to)
    const line = raw.replace(MARKDOWN_LEAD, '')
    if (line !== '') yield { line: line.trimEnd(), start: from + raw.length - line.length }
    from = to + 1
  }
}

function candidatesIn(line: string, start: number): readonly Candidate[] {
  if (CONTENTS_LINE.test(line)) return []
  const opening = lineMarker(line)
  // 一是 in a cell of a table is no heading of the text.
  const inline = TABLE_ROW.test(line) ? [] : seriesOf(inlineMarkers(line), opening)
  const marks = [...(opening === null ? [] : [{ ...opening, at: 0 }]), ...inline]
  const candidates: Candidate[] = []
  marks.forEach((mark, index) => {
    const until = marks[index + 1]?.at ?? line.length
    const opensLine = index === 0 && opening !== null
    const candidate = titled(line.slice(0, until), mark, { start, opensLine })
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
  { start, opensLine }: { readonly start: number; readonly opensLine: boolean },
): Candidate | null {
  const spoken = mark.style.rank >= 9
  const from = mark.at + mark.length
  const lead = /^[ .、\t]*/.exec(line.slice(from))?.[0].length ?? 0
  const rest = line.slice(from + lead)
  const stop = rest.search(opensLine && !spoken ? TITLE_END : INLINE_TITLE_END)
  const colon = rest.indexOf('：')
  const labelled = colon > 0 && colon <= LABEL_CHARS_MAX && !/[，。；]/.test(rest.slice(0, colon))
  const length = labelled ? colon : stop < 0 ? rest.length : stop
  const title = rest.slice(0, length).replace(/[，；：。 *]+$/, '')
  if (title === '') return null
  const titleStart = start + from + lead
  return {
    style: mark.style,
    opensLine,
    runIn: spoken || !opensLine || rest.slice(length + 1).trim() !== '',
    start: start + mark.at,
    titleStart,
    end: titleStart + title.length,
  }
}
