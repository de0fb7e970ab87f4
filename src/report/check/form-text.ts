import { blockText } from '../block-text.ts'
import type { Block, ReportDocument } from '../document.ts'

/** Characters of the body as a length meter counts them: without spaces; tables count too. */
export function charactersOf({ blocks }: Pick<ReportDocument, 'blocks'>): number {
  return blocks.reduce((sum, block) => sum + [...blockText(block).replace(/\s/g, '')].length, 0)
}

/** The blocks before 附件说明, which stands in the last ones, one for each attachment. */
export function bodyOf(
  { blocks }: Pick<ReportDocument, 'blocks'>,
  { attachments }: { readonly attachments: readonly string[] },
): readonly Block[] {
  return blocks.slice(0, blocks.length - attachments.length)
}
