import { encode } from 'uqr'
import type { PdfOptions } from '../../app/ports/file-ports.ts'
import type { Block, Inline, ReportDocument } from '../../report/document.ts'
import { dateText, unsignedMark } from '../../report/render/render-text.ts'
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
    blocks: document.blocks.map(plainBlock),
    annex: annex && { ...annex, code: codePicture(annex.address) },
    head: head
      ? {
          masthead: head.masthead,
          copyTo: head.copyTo ?? '',
          printed: head.printedOn ? `${dateText(head.printedOn)}印发` : '',
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

/** A block with its words in one piece: on paper a claim looks like any other text. */
function plainBlock(block: Block) {
  switch (block.kind) {
    case 'heading':
      return { ...block, inlines: [], text: words(block.inlines) }
    case 'paragraph': {
      const { runIn, inlines } = block
      const opening = runIn ? runIn.marker + words(runIn.inlines) : ''
      return { kind: 'paragraph', opening, text: words(inlines) }
    }
    case 'table':
      return block
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

function words(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('')
}
