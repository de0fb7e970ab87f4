import type { OutlineItem, ReadClaim, Reading } from '../read/reading.ts'
import type { Span } from '../span.ts'
import type { HeadingLevel } from '../template/template.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from './draft-tree.ts'
import { joined } from './draft-tree.ts'

/** What somebody decided about the counts of a text: the figure each is bound to. */
export type Bindings = ReadonlyMap<string, string>

interface Source {
  readonly text: string
  readonly reading: Reading
  readonly bindings: Bindings
}

/** A line of the text that is part of the report's body. */
const dateLine = /^\s*\d{4}年\d{1,2}月\d{1,2}日\s*$/
const addresseeLine = /^.{2,40}[：:]$/
/** What the reader takes for a run-in heading of a paragraph: 一是, 二要, 第三. */
const inlineMarker = /^(?:[一二三四五六七八九十]+[是要]|第[一二三四五六七八九十]+[，,、]?)$/

/**
 * A report as somebody wrote it, made into a draft: its headings become headings, a count that was
 * bound becomes the place of a number that the ledger fills from then on, a blank stays one, and
 * everything else stands word for word. Number, day and 签发人 are those of the new paper.
 */
export function treeOfText(
  source: Source,
  { signature, title }: { readonly signature: string; readonly title: string },
): DraftTree {
  const body = bodyLines(source)
  const writing = new Writing(source)
  for (const line of body.lines) writing.line(line)
  return {
    v: 1,
    title,
    addressee: body.addressee,
    issuer: '',
    number: '',
    signature,
    date: '',
    attachments: body.attachments,
    blocks: writing.blocks,
    claims: writing.claims,
  }
}

/** The lines between title and signature, and whom the report is for. */
function bodyLines({ text, reading }: Source): Body {
  let lines = linesOf(text)
  const words = (line: Span) => text.slice(line.start, line.end).trim()
  const title = reading.title.replace(/\s/g, '')
  // A title may run over several lines.
  let seen = ''
  while (title !== '' && lines[0] && title.startsWith(seen + words(lines[0]).replace(/\s/g, ''))) {
    seen += words(lines[0]).replace(/\s/g, '')
    lines = lines.slice(1)
  }
  const first = lines[0] ? words(lines[0]) : ''
  const addressee = addresseeLine.test(first) ? first.slice(0, -1) : ''
  if (addressee !== '') lines = lines.slice(1)
  const last = lines.at(-1)
  if (last && dateLine.test(words(last))) {
    lines = lines.slice(0, -1)
    const signed = lines.at(-1)
    if (signed && !/[。！？；：]/.test(words(signed)) && words(signed).length <= 40) {
      lines = lines.slice(0, -1)
    }
  }
  const list = attachmentsAtEnd(lines.map(words))
  return { addressee, lines: lines.slice(0, lines.length - list.length), attachments: list }
}

interface Body {
  readonly addressee: string
  readonly lines: readonly Span[]
  readonly attachments: readonly string[]
}

/** 附件：1.分工表, 2.样式: the names, where the list closes the text, a line each. */
export function attachmentsAtEnd(lines: readonly string[]): readonly string[] {
  const first = lines.findLastIndex((line) => /^附件[：:]/.test(line))
  if (first < 0) return []
  const items = lines.slice(first).map((line) => line.replace(/^附件[：:]\s*/, ''))
  if (items.length === 1) return items[0] ? [items[0].replace(/^1[.．、]\s*(?!\d)/, '')] : []
  const named = items.map((item, at) => {
    const [, order, name] = /^(\d{1,2})[.．、]\s*(.+)$/.exec(item) ?? []
    return Number(order) === at + 1 ? (name ?? '') : ''
  })
  return named.every((name) => name !== '') ? named : []
}

function linesOf(text: string): Span[] {
  const lines: Span[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') lines.push({ start, end: start + line.length })
    start += line.length + 1
  }
  return lines
}

class Writing {
  readonly blocks: DraftBlock[] = []
  readonly claims: Record<string, DraftClaim> = {}
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  /** One line: a heading, or one paragraph for each run-in heading in it. */
  line(line: Span): void {
    const items = this.#source.reading.outline.filter(
      ({ start }) => start >= line.start && start < line.end,
    )
    const [first] = items
    const before = { start: line.start, end: first?.start ?? line.end }
    this.#paragraph(null, before)
    items.forEach((item, at) => {
      this.#section(item, { start: item.end, end: items[at + 1]?.start ?? line.end })
    })
  }

  #section(item: OutlineItem, rest: Span): void {
    const { text } = this.#source
    const title = { start: item.end - item.title.length, end: item.end }
    const stop = /^[。．.：:]/.exec(text.slice(rest.start, rest.end))?.[0] ?? ''
    const after = { start: rest.start + stop.length, end: rest.end }
    if (item.runIn && inlineMarker.test(item.marker)) {
      const words = { kind: 'text', text: stop === '' ? '' : '。', claim: null } as const
      return this.#paragraph(joined([...this.#inlines(title), words]), after)
    }
    const level = Math.min(4, Math.max(1, item.level)) as HeadingLevel
    this.blocks.push({ id: this.#id(), kind: 'heading', level, inlines: this.#inlines(title) })
    this.#paragraph(null, after)
  }

  #paragraph(runIn: readonly DraftInline[] | null, span: Span): void {
    const inlines = this.#inlines(this.#trimmed(span))
    if (inlines.length === 0 && runIn === null) return
    this.blocks.push({ id: this.#id(), kind: 'paragraph', runIn, inlines })
  }

  #trimmed({ start, end }: Span): Span {
    const words = this.#source.text.slice(start, end)
    const lead = words.length - words.trimStart().length
    return { start: start + lead, end: start + words.trimEnd().length }
  }

  #inlines({ start, end }: Span): DraftInline[] {
    if (end <= start) return []
    const { text, reading, bindings } = this.#source
    const inlines: DraftInline[] = []
    let at = start
    const upTo = (to: number) => inlines.push(words(text.slice(at, to)))
    for (const claim of reading.claims) {
      if (claim.quantity === null || claim.start < at || claim.end > end) continue
      const figure = bindings.get(claim.id)
      if (figure === undefined && !claim.quantity.blank) continue
      upTo(claim.start)
      inlines.push(...this.#count(claim, figure))
      at = claim.end
    }
    upTo(end)
    return joined(inlines)
  }

  /** 不少于12次 → 不少于 ▢ 次: the number goes, the words around it stay. */
  #count({ text, quantity }: ReadClaim, figure: string | undefined): DraftInline[] {
    const unit = quantity?.unit ?? ''
    const stated = unit !== '' && text.endsWith(unit) ? text.slice(0, -unit.length) : text
    const number = numeral.exec(stated)
    const from = number?.index ?? stated.length
    const to = from + (number?.[0].length ?? 0)
    const [before, after] = [stated.slice(0, from), stated.slice(to) + text.slice(stated.length)]
    if (figure === undefined) {
      return [words(before), { kind: 'blank', claim: null }, words(after)]
    }
    const claim = `c${Object.keys(this.claims).length + 1}`
    const atLeast = quantity?.comparator === '>='
    this.claims[claim] = { by: 'figure', id: figure, atLeast }
    return [
      { kind: 'text', text: before, claim },
      { kind: 'number', figure, claim },
      { kind: 'text', text: after, claim },
    ]
  }

  #id(): string {
    return `b${this.blocks.length + 1}`
  }
}

/** A number, or what stands where one belongs. */
const numeral = /[\d０-９][\d０-９,，.．]*|[零〇一二两三四五六七八九十百千万亿]+|[XxＸ×＿_○]+|\s+/

function words(text: string): DraftInline {
  return { kind: 'text', text, claim: null }
}
