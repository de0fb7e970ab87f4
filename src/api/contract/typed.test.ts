import { expect, test } from 'vitest'
import { callBody } from './call.ts'
import { draftTree } from './draft.ts'

const call = {
  title: '报送\u202e年度\u2066报告\ufeff ',
  period: '2025',
  due: '2026-01-15',
  items: [{ label: '次\u200b数', kind: 'number' }],
}

test('what nobody sees does not come in with what people type', () => {
  const read = callBody.parse(call)
  expect([read.title, read.items[0]?.label]).toEqual(['报送年度报告', '次数'])
  expect(callBody.safeParse({ ...call, title: '\u202e\u200d' }).success).toBe(false)
})

test('nor into a draft, whose tabs and line ends stay', () => {
  const inlines = [{ kind: 'text', text: '一\u202d\t二\n三', claim: null }]
  const read = draftTree.parse({
    ...{ v: 1, title: '年度\u202e报告', addressee: '', issuer: '', number: '', signature: '' },
    ...{ date: '', attachments: [], claims: {} },
    blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines }],
  })
  expect(read.title).toBe('年度报告')
  expect(read.blocks[0]).toMatchObject({ inlines: [{ text: '一\t二\n三' }] })
})
