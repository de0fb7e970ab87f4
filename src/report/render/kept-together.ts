import { blockText } from '../block-text.ts'
import type { Block } from '../document.ts'

/** Lines of the text that stand on the page of the signature at least. */
const linesMin = 2
/** Characters beyond which a paragraph surely takes a second line of 28. */
const oneLineMax = 34
/**
 * Ten lines. Some programs move a paragraph that is kept with the next one as a whole, so that a
 * longer one would leave half a page empty; and that its end just fills a page is rare.
 */
const movableMax = 280

/**
 * The first of the blocks that stay with the signature, so that no page has a signature and no
 * text: the last ones that surely bring two lines.
 */
export function keptBlocks(blocks: readonly Block[]): number {
  let lines = 0
  let first = blocks.length
  while (first > 0 && lines < linesMin) {
    const characters = lengthOf(blocks[first - 1])
    if (characters > movableMax) return first
    first -= 1
    lines += characters > oneLineMax ? linesMin : 1
  }
  return first
}

/** A table is kept by its rows, each of which is a line at least. */
function lengthOf(block: Block | undefined): number {
  if (block?.kind === 'table') return block.rows.length > 8 ? movableMax + 1 : oneLineMax
  return block ? [...blockText(block)].length : 0
}
