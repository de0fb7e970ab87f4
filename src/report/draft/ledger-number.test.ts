import { expect, test } from 'vitest'
import type { DraftInline, DraftTree, TextOfDraft } from './draft-tree.ts'
import { withLedgerNumber } from './ledger-number.ts'

const study: DraftTree['claims'] = { c1: { by: 'figure', id: 'study-sessions', atLeast: false } }

function treeOf(inlines: readonly DraftInline[], claims = study): TextOfDraft {
  return { claims, blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines }] }
}

const text = (words: string, claim: string | null = 'c1'): DraftInline => ({
  kind: 'text',
  text: words,
  claim,
})

test('a number that was typed into a claim gives way to the ledger’s, its words stay', () => {
  const tree = treeOf([text('全年，', null), text('中心组集体学习12次'), text('。', null)])
  const [block] = withLedgerNumber(tree, 'c1')?.blocks ?? []
  expect(block).toMatchObject({
    inlines: [
      text('全年，', null),
      text('中心组集体学习'),
      { kind: 'number', figure: 'study-sessions', claim: 'c1' },
      text('次'),
      text('。', null),
    ],
  })
})

test('a year in the words of the claim is not its number', () => {
  const [block] = withLedgerNumber(treeOf([text('2025年中心组集体学习十二次')]), 'c1')?.blocks ?? []
  expect(block).toMatchObject({
    inlines: [
      text('2025年中心组集体学习'),
      { kind: 'number', figure: 'study-sessions', claim: 'c1' },
      text('次'),
    ],
  })
})

test('what has the ledger’s number, no number, or rests on a duty is left as it is', () => {
  const number: DraftInline = { kind: 'number', figure: 'study-sessions', claim: 'c1' }
  expect(withLedgerNumber(treeOf([text('学习'), number, text('次')]), 'c1')).toBeNull()
  expect(withLedgerNumber(treeOf([text('中心组集体学习')]), 'c1')).toBeNull()
  const duty: DraftTree['claims'] = { c1: { by: 'duty', id: 'study', atLeast: false } }
  expect(withLedgerNumber(treeOf([text('中心组集体学习12次')], duty), 'c1')).toBeNull()
  expect(withLedgerNumber(treeOf([text('学习12次')]), 'c2')).toBeNull()
})
