import type { Block, Inline, ReportDocument } from '../document.ts'

/** Characters of the body as a length meter counts them: without spaces; tables count too. */
export function charactersOf({ blocks }: Pick<ReportDocument, 'blocks'>): number {
  return blocks.reduce((sum, block) => sum + [...textOf(block).replace(/\s/g, '')].length, 0)
}

/** The blocks before 附件说明, which stands in the last ones, one for each attachment. */
export function bodyOf(
  { blocks }: Pick<ReportDocument, 'blocks'>,
  { attachments }: { readonly attachments: readonly string[] },
): readonly Block[] {
  return blocks.slice(0, blocks.length - attachments.length)
}

/** The words of a block, marker and run-in heading included. */
export function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.marker + words(block.inlines)
    case 'paragraph':
      return (
        (block.runIn ? block.runIn.marker + words(block.runIn.inlines) : '') + words(block.inlines)
      )
    case 'table':
      return [block.header, ...block.rows].map((row) => row.join('\t')).join('\n')
  }
}

function words(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('')
}
