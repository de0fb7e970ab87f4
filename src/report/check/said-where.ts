import type { Label } from '../../ledger/label.ts'
import { blockText, inlineText, openingText } from '../block-text.ts'
import type { Block, ReportDocument } from '../document.ts'
import type { Span } from '../span.ts'

/** Words in the running text, or in that of an attachment. */
export interface SaidAt extends Span {
  readonly block: number
  /** Index of the attachment; absent: the text itself. */
  readonly attachment?: number
}

/**
 * Words by their name: the clause around them and what that stands under. A number alone (X万元)
 * stands in many places of a report, and nobody could tell which is meant.
 */
export function saidWhere(document: ReportDocument, at: SaidAt): Label {
  const attached =
    at.attachment === undefined ? undefined : document.paper?.attachments[at.attachment]
  const blocks = attached ? attached.blocks : document.blocks
  const block = blocks[at.block]
  const words = `“${block ? around(blockText(block), at) : ''}”`
  if (attached) {
    const title = attached.titleLines.join('')
    return { zh: `附件“${title}”中的${words}`, en: `${words} in the attachment “${title}”` }
  }
  const heading = headingOver(blocks, at)
  if (heading === null) return { zh: words, en: words }
  return { zh: `“${heading}”之下的${words}`, en: `${words} under “${heading}”` }
}

/** The clause around a place: up to the next comma or stop on either side. */
export function clauseAt(text: string, { start, end }: Span): Span {
  const before = /[^，,。！？；\n]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const after = /^[^，,。！？；\n]*/.exec(text.slice(end))?.[0] ?? ''
  return { start: start - before.length, end: end + after.length }
}

/** Characters on either side of the words; a clause that runs on is cut there. */
const aroundMax = 20

function around(text: string, span: Span): string {
  const clause = clauseAt(text, span)
  const before = [...text.slice(clause.start, span.start).trimStart()]
  const after = [...text.slice(span.end, clause.end).trimEnd()]
  return [
    before.length > aroundMax ? `…${before.slice(-aroundMax).join('')}` : before.join(''),
    text.slice(span.start, span.end),
    after.length > aroundMax ? `${after.slice(0, aroundMax).join('')}…` : after.join(''),
  ].join('')
}

/** The nearest heading: the one that opens the paragraph itself, or one on a line of its own. */
function headingOver(blocks: readonly Block[], { block: index, start }: SaidAt): string | null {
  const own = blocks[index]
  const opening = own?.kind === 'paragraph' ? openingText(own) : ''
  if (opening !== '' && start >= opening.length) return titleOf(opening)
  const over = blocks.slice(0, index).findLast((one) => one.kind === 'heading')
  return over?.kind === 'heading' ? titleOf(over.marker + inlineText(over.inlines)) : null
}

function titleOf(heading: string): string {
  return heading.trim().replace(/[。：:]$/, '')
}
