import type { Node } from 'prosemirror-model'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import { isBelowFigure } from '../../../report/call/below.ts'
import { blankMark, numberText } from '../../../report/check/number-text.ts'
import type { ReportDocument } from '../../../report/document.ts'
import type { DraftInline, DraftTree } from '../../../report/draft/draft-tree.ts'
import { inlinesOf } from '../../../report/draft/draft-tree.ts'
import { bindingOf } from './schema.ts'
import type { ShowAtom } from './typed-counts.ts'

/** How numbers and fields read at this moment of the ledger. */
export function shownAtoms({
  figures,
  tree,
  document,
}: {
  readonly figures: ReadonlyMap<string, FigureNumber>
  readonly tree: DraftTree
  readonly document: ReportDocument
}): ShowAtom {
  const written = (node: Node, claim: string) => placeText(claim, node, { tree, document })
  return (node) => {
    const mark = node.marks.find((one) => one.type.name === 'claim')
    if (node.type.name === 'number') {
      const id = String(node.attrs['figure'])
      if (isBelowFigure(id)) return countedBelow(id, document)
      const figure = figures.get(id)
      // A figure of a restricted register is not among the reader's; its number is in the words.
      if (figure === undefined && mark) return written(node, String(mark.attrs['id']))
      const by = mark ? (bindingOf(String(mark.attrs['binding']))?.by ?? 'figure') : 'figure'
      // What everyone has at least the server knows, who alone sees each of them.
      const settled = document.claims.find((one) => one.id === mark?.attrs['id'])
      const least = by === 'everyone' ? (settled?.ledger ?? undefined) : undefined
      return numberText(figure ?? null, { by, least }) ?? blankMark
    }
    return mark ? written(node, String(mark.attrs['id'])) : '…'
  }
}

/** What was counted of bodies below only the server knows. */
function countedBelow(id: string, { claims }: ReportDocument): string {
  const counted = claims.find(({ figure }) => figure === id)?.ledger ?? null
  return counted === null ? blankMark : `${counted}`
}

/** What the server wrote for a place of a claim, between the words around it. */
function placeText(
  claim: string,
  node: Node,
  { tree, document }: { tree: DraftTree; document: ReportDocument },
): string {
  const written = document.claims.find((one) => one.id === claim)?.text ?? ''
  const pieces = tree.blocks.flatMap(inlinesOf).filter((one) => one.claim === claim)
  const places = pieces.filter((one) => one.kind !== 'text')
  const at = places.findIndex((one) => isPlaceOf(one, node))
  const pattern = pieces.map((one) => (one.kind === 'text' ? escaped(one.text) : '(.*?)'))
  return new RegExp(`^${pattern.join('')}$`, 's').exec(written)?.[at + 1] ?? '…'
}

function isPlaceOf(place: DraftInline, { type, attrs }: Node): boolean {
  if (place.kind === 'number') return type.name === 'number' && attrs['figure'] === place.figure
  if (place.kind === 'shortfall') return type.name === 'shortfall' && attrs['show'] === place.show
  return place.kind === 'field' && type.name === 'field' && attrs['path'] === place.path
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
