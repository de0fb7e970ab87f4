import type { Label } from '../../ledger/label.ts'
import type { Block, Inline, ReportDocument } from '../document.ts'
import { dateText } from '../render/render-text.ts'
import type { Annex } from './annex.ts'

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
  const { title, addressee, blocks, signature, date, number, issuer } = document
  let paragraph = 0
  const body = blocks.flatMap((block): DocumentLine[] => {
    if (block.kind === 'paragraph') paragraph += 1
    return blockLines(block, paragraph)
  })
  const numbered = [number ?? '', issuer ? `签发人：${issuer}` : ''].filter(Boolean).join(' ')
  const printed = date ? `${dateText(date)}印发` : ''
  const lines = [
    ...(withHead ? [line('发文机关标志', 'the masthead', mastheadOf(document))] : []),
    ...(withHead ? [line('发文字号和签发人', 'the number and issuer', numbered)] : []),
    line('标题', 'the title', title),
    ...(addressee ? [line('主送机关', 'the addressee', `${addressee}：`)] : []),
    ...body,
    line('署名', 'the signature', signature),
    ...(date ? [line('成文日期', 'the date', dateText(date))] : []),
    ...(annex ? annexLines(annex) : []),
    ...(withHead ? [line('版记', 'the imprint', `${signature} ${printed}`)] : []),
  ]
  return lines.filter(({ text }) => text.trim() !== '')
}

/** 发文机关标志 of a document that its signatory issues. */
export function mastheadOf({ signature }: Pick<ReportDocument, 'signature'>): string {
  return `${signature}文件`
}

function line(zh: string, en: string, text: string): DocumentLine {
  return { place: { zh, en }, text, claims: [] }
}

function blockLines(block: Block, paragraph: number): DocumentLine[] {
  switch (block.kind) {
    case 'heading': {
      const text = block.marker + words(block.inlines)
      const place = { zh: `标题“${text}”`, en: `the heading “${text}”` }
      return [{ place, text, claims: pieces(block.inlines) }]
    }
    case 'paragraph': {
      const opening = block.runIn?.inlines ?? []
      const place = { zh: `正文第${paragraph}段`, en: `paragraph ${paragraph} of the text` }
      const text = (block.runIn?.marker ?? '') + words(opening) + words(block.inlines)
      return [{ place, text, claims: pieces([...opening, ...block.inlines]) }]
    }
    case 'table':
      return [block.header, ...block.rows].map((row, at) =>
        line(`正文表格第${at + 1}行`, `row ${at + 1} of a table`, row.join(' ')),
      )
  }
}

function words(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('')
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
