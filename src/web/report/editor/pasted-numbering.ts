import type { Node } from 'prosemirror-model'
import { Fragment, Slice } from 'prosemirror-model'
import { lineMarker } from '../../../report/read/heading-markers.ts'
import { readReport } from '../../../report/read/read-report.ts'
import type { OutlineItem } from '../../../report/read/reading.ts'
import { draftSchema } from './schema.ts'

/** Levels of the headings that Word numbers: 一、（一）1.（1）. */
const levels: Readonly<Record<string, number>> = {
  han: 1,
  'han-parenthesis': 2,
  arabic: 3,
  'arabic-parenthesis': 4,
}

/** 一是, 二要: they open a paragraph, and the page counts them. */
const opensParagraph: ReadonlySet<string> = new Set(['shi', 'yao'])

/**
 * What is pasted without the numbers that were typed before its headings: the page numbers them. A
 * heading is what the reader takes for one, so that 1.5倍 and 三是 within a sentence stay as they
 * are. `isWhole`: the first block stands for itself and does not run on in what is there.
 */
export function withoutTypedNumbers(
  slice: Slice,
  { isWhole }: { readonly isWhole: boolean },
): Slice {
  const blocks: Node[] = []
  slice.content.forEach((block) => void blocks.push(block))
  if (blocks.length === 0 || !blocks.every(({ isBlock }) => isBlock)) return slice
  const lines = blocks.map(lineOf)
  const { outline } = readReport(lines.join('\n'))
  let at = 0
  const next = blocks.flatMap((block, nth) => {
    const [line = ''] = [lines[nth]]
    const start = at
    at += line.length + 1
    const item = outline.find((one) => one.start >= start && one.start < start + line.length)
    const isFirst = nth === 0 && !isWhole
    if (block.type.name !== 'paragraph' || item === undefined || isFirst) return [block]
    return rewritten(block, { line, item, start })
  })
  return next.length === blocks.length && next.every((one, nth) => one === blocks[nth])
    ? slice
    : new Slice(Fragment.fromArray(next), slice.openStart, slice.openEnd)
}

/** One character a place of the block, so that offsets are the same. */
function lineOf(block: Node): string {
  return block.isTextblock ? block.textBetween(0, block.content.size, '', '\uFFFC') : ''
}

function rewritten(
  block: Node,
  { line, item, start }: { line: string; item: OutlineItem; start: number },
): readonly Node[] {
  const lead = line.length - line.trimStart().length
  const marker = lineMarker(line.slice(lead))
  if (marker === null || item.start !== start + lead) return [block]
  const after = line.slice(lead + marker.length)
  const opens = lead + marker.length + (after.length - after.trimStart().length)
  const ends = item.end - start
  if (opensParagraph.has(marker.style.name)) return [runInOf(block, { opens, ends })]
  const level = levels[marker.style.name]
  if (level === undefined) return [block]
  const type = draftSchema.nodes['heading']
  if (!type) throw new Error('the schema has no heading')
  const heading = type.create({ id: '', level }, block.content.cut(opens, ends))
  const rest = line.slice(ends)
  const from = ends + (/^[。．.：:]?\s*/.exec(rest)?.[0].length ?? 0)
  return from < line.length ? [heading, block.copy(block.content.cut(from))] : [heading]
}

/** The words up to the first stop open the paragraph. */
function runInOf(
  block: Node,
  { opens, ends }: { readonly opens: number; readonly ends: number },
): Node {
  const mark = draftSchema.marks['runIn']?.create()
  if (!mark) throw new Error('the schema has no runIn')
  const opening: Node[] = []
  block.content
    .cut(opens, ends)
    .forEach((one) => void opening.push(one.mark(mark.addToSet(one.marks))))
  return block.copy(Fragment.fromArray(opening).append(block.content.cut(ends)))
}
