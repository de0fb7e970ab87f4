import { encode } from 'uqr'
import type { PdfOptions } from '../../app/ports/file-ports.ts'
import { blockText, inlineText, openingText } from '../../report/block-text.ts'
import type { Block, Paper, ReportDocument } from '../../report/document.ts'
import { attachmentMark } from '../../report/document.ts'
import { hasImprint, redHeadOf } from '../../report/red-head.ts'
import { keptBlocks } from '../../report/render/kept-together.ts'
import { dateText, unsignedMark } from '../../report/render/render-text.ts'
import { pdfCells, tableColumns } from '../docx/table-columns.ts'
import type { TypstJob } from './compile-typst.ts'
import { reportSource } from './report-source.ts'

/**
 * Renders a report as PDF in the layout of GB/T 9704-2012, in fonts that lie with the program, with
 * the files given attached. The bytes depend on document and options alone.
 */
export async function renderPdf(
  compile: (job: TypstJob) => Promise<Uint8Array>,
  document: ReportDocument,
  options: PdfOptions = {},
): Promise<Uint8Array> {
  const { head, annex = null, attached = [], isSigned = false } = options
  const { paper } = document
  const listed = paper?.attachments.length ?? 0
  const body = document.blocks.slice(0, document.blocks.length - listed)
  const withImprint = hasImprint(document, { withHead: head !== undefined })
  const imprint = withImprint ? (head ?? redHeadOf(document)) : null
  const made = document.date ?? `${document.year}-12-31`
  const report = {
    mark: isSigned ? '' : unsignedMark,
    title: document.title,
    signature: document.signature,
    made: made.split('-').map(Number),
    number: document.number ?? '',
    issuer: document.issuer ?? '',
    addressee: document.addressee ?? '',
    date: document.date ? dateText(document.date) : '',
    blocks: body.map(plainBlock),
    listed: document.blocks.slice(body.length).map(listedName),
    paper: paper ? plainPaper(paper, { kept: keptBlocks(body) }) : null,
    annex: annex && { ...annex, code: codePicture(annex.address) },
    head: head ? { masthead: head.masthead } : null,
    imprint: imprint
      ? {
          copyTo: imprint.copyTo ?? '',
          printed: imprint.printedOn ? `${dateText(imprint.printedOn)}印发` : '',
        }
      : null,
    attached: attached.map(({ name, about }) => [name, about]),
  }
  const files = attached.map(({ name, text }) => [`file:${name}`, text] as const)
  return compile({
    source: reportSource,
    inputs: { document: JSON.stringify(report), ...Object.fromEntries(files) },
    madeAt: Date.parse(`${made}T00:00:00Z`) / 1000,
  })
}

/** What is set otherwise since there is a paper; `kept`: the first block that stays with the date. */
function plainPaper(paper: Paper, { kept }: { readonly kept: number }) {
  const { titleLines, urgency, attachments } = paper
  return {
    titleLines,
    urgency: urgency ?? '',
    kept,
    attachments: attachments.flatMap(({ titleLines: lines, blocks }, at) =>
      blocks.length === 0
        ? []
        : [
            {
              mark: attachmentMark(at + 1, { of: attachments.length }),
              titleLines: lines,
              blocks: blocks.map(plainBlock),
            },
          ],
    ),
  }
}

/** 附件：, 1. and the name, which stand in columns. */
function listedName(block: Block): { label: string; order: string; name: string } {
  const text = blockText(block)
  const [opening = '', label = '', order = ''] = /^(附件：)?(\d+\.)?/.exec(text) ?? []
  return { label, order, name: text.slice(opening.length) }
}

/** A block with its words in one piece: on paper a claim looks like any other text. */
function plainBlock(block: Block) {
  switch (block.kind) {
    case 'heading':
      return { ...block, inlines: [], text: inlineText(block.inlines) }
    case 'paragraph': {
      const { kind, inlines } = block
      return { kind, opening: openingText(block), text: inlineText(inlines) }
    }
    case 'table': {
      const columns = tableColumns([block.header, ...block.rows], pdfCells)
      return { ...block, widths: columns.map(({ width }) => width) }
    }
  }
}

/** The code that leads to the proof, as one path of an SVG picture. */
function codePicture(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 2 })
  const modules = data.flatMap((row, y) =>
    row.flatMap((isBlack, x) => (isBlack ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">` +
    `<path d="${modules.join('')}"/></svg>`
  )
}
