import type { Label } from '../../ledger/label.ts'
import { blockText } from '../block-text.ts'
import type { Attachment, Block, Inline, ReportDocument } from '../document.ts'
import { attachmentMark } from '../document.ts'
import { hasImprint, mastheadOf } from '../red-head.ts'
import { dateText } from '../render/render-text.ts'
import type { Annex } from '../verify/annex.ts'

/** One line of a rendered report, and what it is called when something is wrong with it. */
export interface DocumentLine {
  readonly place: Label
  readonly text: string
  /** Pieces of claims that stand in it. */
  readonly claims: readonly { readonly claim: string; readonly text: string }[]
}

/** Every line that a file of the report shows, in order; empty ones are left out. */
export function documentLines(
  document: ReportDocument,
  annex: Annex | null,
  { withHead }: { withHead: boolean },
): DocumentLine[] {
  const { title, addressee, blocks, signature, date, number, issuer, paper } = document
  const numbered = [number ?? '', issuer ? `签发人：${issuer}` : ''].filter(Boolean).join(' ')
  const printed = date ? `${dateText(date)}印发` : ''
  const attachments = paper?.attachments ?? []
  const lines = [
    ...(paper?.urgency ? [line('紧急程度', 'the mark of urgency', paper.urgency)] : []),
    ...(withHead ? [line('发文机关标志', 'the masthead', mastheadOf(document))] : []),
    ...(withHead ? [line('发文字号和签发人', 'the number and issuer', numbered)] : []),
    line('标题', 'the title', title),
    ...(addressee ? [line('主送机关', 'the addressee', `${addressee}：`)] : []),
    ...allBlockLines(blocks, { zh: '正文', en: 'the text' }),
    line('署名', 'the signature', signature),
    ...(date ? [line('成文日期', 'the date', dateText(date))] : []),
    ...attachments.flatMap((one, at) =>
      attachmentLines(one, attachmentMark(at + 1, { of: attachments.length })),
    ),
    ...(annex ? annexLines(annex) : []),
    ...(paper?.copyTo ? [line('抄送机关', 'who gets a copy', `抄送：${paper.copyTo}。`)] : []),
    ...(hasImprint(document, { withHead })
      ? [line('版记', 'the imprint', `${signature} ${printed}`)]
      : []),
  ]
  return lines.filter(({ text }) => text.trim() !== '')
}

/** Every line that 核验说明 shows where it is a file of its own. */
export function annexFileLines(
  { title }: Pick<ReportDocument, 'title'>,
  annex: Annex,
): DocumentLine[] {
  return [line('核验说明的标题', 'the title of the annex', title), ...annexLines(annex)]
}

/** An attachment as it follows the report; nothing where it travels by itself. */
function attachmentLines({ titleLines, blocks }: Attachment, mark: string): DocumentLine[] {
  if (blocks.length === 0) return []
  return [
    line(`${mark}的标注`, `the mark of ${mark}`, mark),
    line(`${mark}的标题`, `the title of ${mark}`, titleLines.join('')),
    ...allBlockLines(blocks, { zh: mark, en: mark }),
  ]
}

function line(zh: string, en: string, text: string): DocumentLine {
  return { place: { zh, en }, text, claims: [] }
}

function allBlockLines(blocks: readonly Block[], of: Label): DocumentLine[] {
  let paragraph = 0
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') paragraph += 1
    return blockLines(block, { paragraph, of })
  })
}

function blockLines(
  block: Block,
  { paragraph, of }: { readonly paragraph: number; readonly of: Label },
): DocumentLine[] {
  switch (block.kind) {
    case 'heading': {
      const text = blockText(block)
      const place = { zh: `标题“${text}”`, en: `the heading “${text}”` }
      return [{ place, text, claims: pieces(block.inlines) }]
    }
    case 'paragraph': {
      const pieced = [...(block.runIn?.inlines ?? []), ...block.inlines]
      const place = { zh: `${of.zh}第${paragraph}段`, en: `paragraph ${paragraph} of ${of.en}` }
      return [{ place, text: blockText(block), claims: pieces(pieced) }]
    }
    case 'table':
      return [block.header, ...block.rows].map((row, at) =>
        line(`${of.zh}表格第${at + 1}行`, `row ${at + 1} of a table in ${of.en}`, row.join(' ')),
      )
  }
}

function pieces(inlines: readonly Inline[]): DocumentLine['claims'] {
  return inlines.flatMap((inline) =>
    inline.kind === 'claim' ? [{ claim: inline.claim, text: inline.text }] : [],
  )
}

function annexLines({ title, paragraphs, header, rows, overrides }: Annex): DocumentLine[] {
  return [
    title,
    ...paragraphs,
    header.join(' '),
    ...rows.map((row) => row.join(' ')),
    ...overrides,
  ].map((text, at) => line(`核验说明第${at + 1}行`, `line ${at + 1} of the annex`, text))
}
