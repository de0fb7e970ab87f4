import fc from 'fast-check'
import { expect, it } from 'vitest'
import { draftTree } from '../../src/api/contract/draft.ts'
import { treeOfDoc } from '../../src/web/report/editor/doc-to-tree.ts'
import { docOfTree } from '../../src/web/report/editor/tree-to-doc.ts'
import { anyTree } from './any-tree.ts'

it('a tree goes through the editor’s document and comes back as it was', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const doc = docOfTree(tree)
      doc.check()
      expect(treeOfDoc(doc)).toEqual({ blocks: tree.blocks, claims: tree.claims })
    }),
  )
})

it('what the editor makes is what the server takes', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const made = { ...tree, ...treeOfDoc(docOfTree(tree)) }
      expect(draftTree.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
    }),
  )
})
