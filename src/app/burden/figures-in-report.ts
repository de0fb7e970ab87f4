import { readReport } from '../../report/read/read-report.ts'
import type { Block, Inline, ReportDocument } from '../../report/document.ts'

/** How many numbers of a report the ledger gives, and how many somebody typed. */
export interface FiguresInReport {
  readonly report: string
  readonly computed: number
  readonly typed: number
}

/**
 * Numbers of a report by where they come from: claims that a figure carries are computed; counts
 * that the reader finds in the text beside them were typed.
 */
export function figuresInReport(document: ReportDocument): FiguresInReport {
  const typed = readReport(document.blocks.map(textBeside).join('\n')).claims.filter(
    ({ quantity }) => quantity !== undefined && quantity !== null && !quantity.blank,
  ).length
  const loose = document.claims.filter(({ figure, stated }) => figure === null && stated !== null)
  const computed = document.claims.filter(
    ({ figure, stated, ledger }) => figure !== null && (stated !== null || ledger !== null),
  ).length
  return { report: document.template, computed, typed: typed + loose.length }
}

/** The text of a block without its claims; headings hold no counts. */
function textBeside(block: Block): string {
  if (block.kind !== 'paragraph') return ''
  return [...(block.runIn?.inlines ?? []), ...block.inlines].map(beside).join('')
}

function beside(inline: Inline): string {
  return inline.kind === 'text' ? inline.text : '，'
}
