import type { Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import type { FigureNumber } from '../../../ledger/figure/figure.ts'
import type { ReportDocument } from '../../../report/document.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { shownAtoms } from './shown-atoms.ts'
import { docOfTree } from './tree-to-doc.ts'

const tree = {
  claims: { c1: { by: 'figure', id: 'talks', atLeast: false } },
  blocks: [
    {
      id: 'b1',
      kind: 'paragraph',
      runIn: null,
      inlines: [
        { kind: 'text', text: '开展谈心谈话', claim: 'c1' },
        { kind: 'number', figure: 'talks', claim: 'c1' },
        { kind: 'text', text: '次', claim: 'c1' },
      ],
    },
  ],
} as unknown as DraftTree

function shownTo(figures: ReadonlyMap<string, FigureNumber>, text: string): string[] {
  const document = { claims: [{ id: 'c1', text, ledger: null }] } as unknown as ReportDocument
  const show = shownAtoms({ figures, tree, document })
  const shown: string[] = []
  docOfTree(tree).descendants((node: Node) => {
    if (node.type.name === 'number') shown.push(show(node))
  })
  return shown
}

test('a number of a register that the reader may not open reads as it was written, never as a blank', () => {
  expect(shownTo(new Map(), '开展谈心谈话61次')).toEqual(['61'])
})

test('a number that nobody knows is a blank, and one that is not yet written is awaited', () => {
  const nothing = { value: null } as unknown as FigureNumber
  expect(shownTo(new Map([['talks', nothing]]), '开展谈心谈话61次')).toEqual(['X'])
  expect(shownTo(new Map(), '谈话')).toEqual(['…'])
})
