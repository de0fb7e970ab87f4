/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

interface MarkedClaim extends Span {
  readonly kind: string
  /** As written after the bar: 12, 30+ (or more), 5- (or fewer), 80~ (about), _ (blank); else ''. */
  readonly value: string
}

interface MarkedText {
  readonly text: string
  readonly headings: readonly {
    readonly level: number
    readonly marker: string
    readonly title: string
  }[]
  readonly claims: readonly MarkedClaim[]
}

const KINDS = new Map([
  ['N', 'none'],
  ['E', 'everyone'],
  ['C', 'compare'],
  ['V', 'event'],
  ['P', 'plan'],
  ['B', 'problem'],
])
const COUNT = /\[\[([^|\]]*)\|([^\]]*)\]\]/g
const MARK = /\{\{(\d)\|([^|]*)\||\}\}|\[\[|\|[\d.]*_?[+\-~]?\]\]|<<([NECVPB]):|>>/g

/**
 * Takes the marks out of a text: {{level|marker|title}}, [[words|value]], <<K:clause>>. Marks may
 * stand inside headings and clauses.
 */
export function readMarkedText(source: string): MarkedText {
  const headings: { level: number; marker: string; title: string }[] = []
  const claims: MarkedClaim[] = []
  const open: { kind: string; start: number }[] = []
  const close = (end: number, value: string) => {
    const { kind, start } = open.pop() ?? { kind: '', start: end }
    claims.push({ kind, start, end, value })
  }
  let text = ''
  let from = 0
  for (const match of source.matchAll(MARK)) {
    const [mark, level, marker, kind] = match
    text += source.slice(from, match.index)
    from = match.index + mark.length
    if (level !== undefined && marker !== undefined) {
      const title = source.slice(from, source.indexOf('}}', from)).replace(COUNT, '$1')
      headings.push({ level: Number(level), marker: marker.trim(), title: title.trim() })
      text += marker
    } else if (kind !== undefined) open.push({ kind: KINDS.get(kind) ?? kind, start: text.length })
    else if (mark === '[[') open.push({ kind: 'count', start: text.length })
    else if (mark.endsWith(']]')) close(text.length, mark.slice(1, -2))
    else if (mark === '>>') close(text.length, '')
  }
  if (open.length > 0) throw new Error(`a mark is left open: ${open[0]?.kind}`)
  return { text: text + source.slice(from), headings, claims }
}
