import type { PdfOptions } from '../../app/file-ports.ts'
import type { Block, Inline, ReportDocument } from '../../report/document.ts'
import { dateText } from '../../report/render/render-text.ts'
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
  const { head, annex = [], attached = [] } = options
  const made = document.date ?? `${document.year}-12-31`
  const report = {
    title: document.title,
    signature: document.signature,
    made: made.split('-').map(Number),
    number: document.number ?? '',
    issuer: document.issuer ?? '',
    addressee: document.addressee ?? '',
    date: document.date ? dateText(document.date) : '',
    blocks: document.blocks.map(plainBlock),
    annex: annex.map(plainBlock),
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

function words(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('')
}
