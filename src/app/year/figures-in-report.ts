import type { Block, Inline, ReportDocument } from '../../report/document.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

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
export async function figuresInReport(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Pick<Session, 'org'>,
  document: ReportDocument,
): Promise<FiguresInReport> {
  const beside = document.blocks.map(textBeside).join('\n')
  const typed = await outside.read('numbers', beside, org.id)
  const loose = document.claims.filter(({ figure, stated }) => figure === null && stated !== null)
  const computed = document.claims.filter(
    ({ figure, stated, ledger }) => figure !== null && (stated !== null || ledger !== null),
  ).length
  return { report: document.template, computed, typed: typed + loose.length }
}

/** The text of a block without its claims; headings hold no counts. */
function textBeside(block: Block): string {
  if (block.kind !== 'paragraph') return ''
  return [...(block.runIn?.inlines ?? []), ...block.inlines].map(wordsBeside).join('')
}

function wordsBeside(inline: Inline): string {
  return inline.kind === 'text' ? inline.text : '，'
}
