import type { Block, Inline } from './document.ts'

/** The block as plain text, its markers included; a table is a line for each row. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.marker + inlineText(block.inlines)
    case 'paragraph':
      return openingText(block) + inlineText(block.inlines)
    case 'table':
      return [block.header, ...block.rows].map((row) => row.join('\t')).join('\n')
  }
}

/** The run-in heading of a paragraph with its marker; empty where it has none. */
export function openingText({ runIn }: Extract<Block, { kind: 'paragraph' }>): string {
  return runIn ? runIn.marker + inlineText(runIn.inlines) : ''
}

/** Pieces of text as one; on paper a claim looks like any other text. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join('')
}
