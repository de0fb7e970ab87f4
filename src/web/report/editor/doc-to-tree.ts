import type { Node } from 'prosemirror-model'
import type {
  DraftBlock,
  DraftClaim,
  DraftInline,
  DraftTree,
} from '../../../report/draft/draft-tree.ts'
import { joined } from '../../../report/draft/draft-tree.ts'
import type { HeadingLevel } from '../../../report/template/template.ts'
import { shortfalls } from '../../../report/template/template.ts'
import { bindingOf } from './schema.ts'

/** Blocks and bindings of the editor's document; the inverse of `docOfTree`. */
export function treeOfDoc(doc: Node): Pick<DraftTree, 'blocks' | 'claims'> {
  const claims: Record<string, DraftClaim> = {}
  const blocks: DraftBlock[] = []
  doc.forEach((node, _offset, index) => {
    blocks.push(blockOfNode(node, { claims, index }))
  })
  return { blocks, claims }
}

function blockOfNode(
  node: Node,
  { claims, index }: { claims: Record<string, DraftClaim>; index: number },
): DraftBlock {
  const id = String(node.attrs['id'] || `b${index + 1}`)
  switch (node.type.name) {
    case 'heading': {
      const level = node.attrs['level'] as HeadingLevel
      return { id, kind: 'heading', level, inlines: piecesOf(node, { id, claims }).rest }
    }
    case 'table': {
      const rows: string[][] = []
      node.forEach((row) => {
        const cells: string[] = []
        row.forEach((cell) => void cells.push(cell.textContent))
        rows.push(cells)
      })
      return { id, kind: 'table', rows }
    }
    case 'records': {
      const fields = JSON.parse(String(node.attrs['fields'])) as string[]
      const of = (['next', 'last'] as const).find((one) => one === node.attrs['of'])
      const year = of === undefined ? {} : { of }
      return { id, kind: 'records', figure: String(node.attrs['figure']), fields, ...year }
    }
    default: {
      const { runIn, rest } = piecesOf(node, { id, claims })
      return { id, kind: 'paragraph', runIn: runIn.length > 0 ? runIn : null, inlines: rest }
    }
  }
}

/** The words that open a paragraph as its run-in heading, and the rest. */
function piecesOf(node: Node, at: { id: string; claims: Record<string, DraftClaim> }) {
  const runIn: DraftInline[] = []
  const rest: DraftInline[] = []
  node.forEach((child, _offset, index) => {
    const opens = rest.length === 0 && child.marks.some((one) => one.type.name === 'runIn')
    const inline = inlineOf(child, { ...at, index })
    if (opens && node.type.name === 'paragraph') runIn.push(inline)
    else rest.push(inline)
  })
  return { runIn: joined(runIn), rest: joined(rest) }
}

function inlineOf(
  node: Node,
  { id, claims, index }: { id: string; claims: Record<string, DraftClaim>; index: number },
): DraftInline {
  const mark = node.marks.find((one) => one.type.name === 'claim')
  const binding = mark && bindingOf(String(mark.attrs['binding']))
  const claim = binding ? String(mark.attrs['id']) : null
  if (binding && claim !== null) claims[claim] = binding
  switch (node.type.name) {
    case 'number': {
      const figure = String(node.attrs['figure'])
      if (claim !== null) return { kind: 'number', figure, claim }
      // A number whose claim was taken away still rests on its figure.
      const own = `${id}-n${index}`
      claims[own] = { by: 'figure', id: figure, atLeast: false }
      return { kind: 'number', figure, claim: own }
    }
    case 'shortfall': {
      const show = shortfalls.find((one) => one === node.attrs['show'])
      return claim !== null && show ? { kind: 'shortfall', show, claim } : { kind: 'blank', claim }
    }
    case 'field':
      if (claim !== null) return { kind: 'field', path: String(node.attrs['path']), claim }
      return { kind: 'blank', claim }
    case 'blank':
      return { kind: 'blank', claim }
    default:
      return { kind: 'text', text: node.text ?? '', claim }
  }
}
