import { Fragment, Slice } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { withoutTypedNumbers } from './pasted-numbering.ts'
import { draftSchema } from './schema.ts'

function pasted(lines: readonly string[], { isWhole } = { isWhole: true }): string[] {
  const blocks = lines.map((line) =>
    draftSchema.node('paragraph', { id: '' }, line === '' ? [] : [draftSchema.text(line)]),
  )
  const { content } = withoutTypedNumbers(new Slice(Fragment.fromArray(blocks), 1, 1), { isWhole })
  const found: string[] = []
  content.forEach((block) => {
    const runIn = block.firstChild?.marks.some(({ type }) => type.name === 'runIn')
    const opening = runIn ? `[${block.firstChild?.text}]` : ''
    const rest = runIn ? block.textContent.slice(opening.length - 2) : block.textContent
    found.push(`${block.type.name} ${String(block.attrs['level'] ?? '')} ${opening}${rest}`)
  })
  return found
}

test('typed numbers of headings go, and the page numbers them by their level', () => {
  expect(
    pasted([
      '一、工作情况',
      '（一）加强理论学习',
      '全年集体学习12次。',
      '1.　抓实责任',
      '二、存在的问题',
    ]),
  ).toEqual([
    'heading 1 工作情况',
    'heading 2 加强理论学习',
    'paragraph  全年集体学习12次。',
    'heading 3 抓实责任',
    'heading 1 存在的问题',
  ])
})

test('a heading that runs into its paragraph stands before it, and 一是 opens one', () => {
  expect(
    pasted([
      '一、工作情况',
      '（一）加强理论学习。全年集体学习12次。',
      '一是压实责任。全年研究4次。',
    ]),
  ).toEqual([
    'heading 1 工作情况',
    'heading 2 加强理论学习',
    'paragraph  全年集体学习12次。',
    'paragraph  [压实责任]。全年研究4次。',
  ])
})

test('what is no heading keeps its number', () => {
  const lines = ['1.5倍于上年。', '2025年召开会议12次。']
  expect(pasted(lines)).toEqual(lines.map((line) => `paragraph  ${line}`))
  expect(pasted(['一、工作情况'], { isWhole: false })).toEqual(['paragraph  一、工作情况'])
})
