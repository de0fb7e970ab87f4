import type { FigureValue } from '../../../ledger/figure.ts'
import type { ReportDocument } from '../../../report/document.ts'
import { inlinesOf } from '../../../report/draft/draft-tree.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { blankMark, numberText } from '../../../report/draft/number-text.ts'
import { bindingOf } from './schema.ts'
import type { ShowAtom } from './typed-counts.ts'

/** How numbers and fields read at this moment of the ledger. */
export function shownAtoms({
  figures,
  tree,
  document,
}: {
  readonly figures: ReadonlyMap<string, FigureValue>
  readonly tree: DraftTree
  readonly document: ReportDocument
}): ShowAtom {
  return (node) => {
    const mark = node.marks.find((one) => one.type.name === 'claim')
    if (node.type.name === 'number') {
      const figure = figures.get(String(node.attrs['figure'])) ?? null
      const by = mark ? (bindingOf(String(mark.attrs['binding']))?.by ?? 'figure') : 'figure'
      // What everyone has at least the server knows, who alone sees each of them.
      const settled = document.claims.find((one) => one.id === mark?.attrs['id'])
      const least = by === 'everyone' ? (settled?.ledger ?? undefined) : undefined
      return numberText(figure, { by, least }) ?? blankMark
    }
    return mark ? fieldText(String(mark.attrs['id']), { tree, document }) : '…'
  }
}

/** The text of a claim's one field: what the server wrote between the words around it. */
function fieldText(
  claim: string,
  { tree, document }: { tree: DraftTree; document: ReportDocument },
): string {
  const written = document.claims.find((one) => one.id === claim)?.text
  const pieces = tree.blocks.flatMap(inlinesOf).filter((one) => one.claim === claim)
  const fields = pieces.filter((one) => one.kind === 'field')
  if (written === undefined || fields.length !== 1) return '…'
  const at = pieces.findIndex((one) => one.kind === 'field')
  const words = (all: typeof pieces) =>
    all.map((one) => (one.kind === 'text' ? one.text : '')).join('')
  const [before, after] = [words(pieces.slice(0, at)), words(pieces.slice(at + 1))]
  return written.slice(before.length, written.length - after.length) || '…'
}
