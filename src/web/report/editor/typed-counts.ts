import type { Node } from 'prosemirror-model'
import { blankMark } from '../../../report/check/number-text.ts'
import { figureProposer } from '../../../report/propose/propose-figure.ts'
import type { FigureWording } from '../../../report/propose/wording.ts'
import { readReport } from '../../../report/read/read-report.ts'

/** A number that somebody typed and nothing supports; places are those of the editor. */
export interface TypedCount {
  /** Id of its block. */
  readonly block: string
  readonly from: number
  readonly to: number
  readonly text: string
  readonly blank: boolean
  /** The figure that the wording most likely means. */
  readonly proposal: string | null
}

/** How the atoms of a block read: the number of a figure, a field, a blank. */
export type ShowAtom = (node: Node) => string

interface Found extends Omit<TypedCount, 'block' | 'from' | 'to'> {
  readonly start: number
  readonly end: number
}

/**
 * Counts without support in one block. What a block says is read again only when it changed:
 * `known` keeps readings by node, as the editor keeps nodes.
 */
export function typedCountsIn(
  block: Node,
  at: number,
  {
    wordings,
    show,
    known,
  }: {
    readonly wordings: readonly FigureWording[]
    readonly show: ShowAtom
    readonly known: WeakMap<Node, readonly Found[]>
  },
): readonly TypedCount[] {
  if (!block.isTextblock) return []
  const found = known.get(block) ?? readBlock(block, { wordings, show })
  known.set(block, found)
  const inside = at + 1
  return found.map(({ start, end, ...rest }) => ({
    ...rest,
    block: String(block.attrs['id'] ?? ''),
    from: inside + start,
    to: inside + end,
  }))
}

interface Piece {
  /** Place in the text as it reads. */
  readonly start: number
  readonly end: number
  /** Place within the block, as the editor counts: an atom is one. */
  readonly offset: number
  readonly size: number
  readonly bound: boolean
}

function readBlock(
  block: Node,
  { wordings, show }: { wordings: readonly FigureWording[]; show: ShowAtom },
): readonly Found[] {
  const pieces: Piece[] = []
  let text = ''
  block.forEach((child, offset) => {
    const words = child.isText ? (child.text ?? '') : shown(child, show)
    const bound = child.marks.some((one) => one.type.name === 'claim')
    const start = text.length
    text += words
    pieces.push({ start, end: text.length, offset, size: child.nodeSize, bound })
  })
  if (!/[\dX×_一二三四五六七八九十百两几数]/.test(text)) return []
  const reading = readReport(text)
  const propose = figureProposer(wordings)
  return reading.claims.flatMap((claim): Found[] => {
    if (claim.kind !== 'count' || claim.quantity === null) return []
    const within = pieces.filter((one) => one.start < claim.end && claim.start < one.end)
    if (within.length === 0 || within.some((one) => one.bound)) return []
    const start = placeOf(within[0], claim.start)
    const end = placeOf(within.at(-1), claim.end)
    const proposal = propose(text, claim, reading.outline)
    return [{ start, end, text: claim.text, blank: claim.state === 'blank', proposal }]
  })
}

function placeOf(piece: Piece | undefined, at: number): number {
  if (!piece) return 0
  return piece.offset + Math.min(Math.max(0, at - piece.start), piece.size)
}

function shown(node: Node, show: ShowAtom): string {
  return node.type.name === 'blank' ? blankMark : show(node)
}
