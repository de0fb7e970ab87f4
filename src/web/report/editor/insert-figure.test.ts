import { EditorState, NodeSelection, TextSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { insertFigure } from './commands.ts'
import { treeOfDoc } from './doc-to-tree.ts'
import { docOfTree } from './tree-to-doc.ts'

const blankCount: Pick<DraftTree, 'blocks' | 'claims'> = {
  claims: { c1: { by: 'figure', id: 'old', atLeast: false } },
  blocks: [
    {
      id: 'b1',
      kind: 'paragraph',
      runIn: null,
      inlines: [
        { kind: 'text', text: '研究意识形态工作', claim: 'c1' },
        { kind: 'blank', claim: 'c1' },
        { kind: 'text', text: '次', claim: 'c1' },
        { kind: 'text', text: '。', claim: null },
      ],
    },
  ],
}

function insertedAt(tree: Pick<DraftTree, 'blocks' | 'claims'>, at: 'blank' | number) {
  const doc = docOfTree(tree)
  const selection =
    at === 'blank' ? NodeSelection.create(doc, 9) : TextSelection.create(doc, at, at)
  let state = EditorState.create({ doc, selection })
  insertFigure({ figure: 'fresh', unit: '次' })(state, (tr) => {
    state = state.apply(tr)
  })
  const { blocks, claims } = treeOfDoc(state.doc)
  const [block] = blocks
  return { inlines: block?.kind === 'paragraph' ? block.inlines : [], claims }
}

test('a figure put in place of a blank takes over the whole claim and its measure word', () => {
  const { inlines, claims } = insertedAt(blankCount, 'blank')
  const [claim = ''] = Object.keys(claims)
  expect(claims).toEqual({ [claim]: { by: 'figure', id: 'fresh', atLeast: false } })
  expect(inlines).toEqual([
    { kind: 'text', text: '研究意识形态工作', claim },
    { kind: 'number', figure: 'fresh', claim },
    { kind: 'text', text: '次', claim },
    { kind: 'text', text: '。', claim: null },
  ])
})

test('beside a claim the number is a claim of its own', () => {
  const duty: DraftTree['claims'] = { c1: { by: 'duty', id: 'no-leaks', atLeast: false } }
  const text = { kind: 'text', text: '未发生失泄密事件', claim: 'c1' } as const
  const tree = {
    claims: duty,
    blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines: [text] } as const],
  }
  const { inlines, claims } = insertedAt(tree, 9)
  expect(claims['c1']).toEqual(duty['c1'])
  expect(inlines.map((one) => one.kind)).toEqual(['text', 'number', 'text'])
  expect(inlines[1]).toMatchObject({ kind: 'number', figure: 'fresh' })
})
