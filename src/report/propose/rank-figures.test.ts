import { expect, test } from 'vitest'
import { figureRanker } from './rank-figures.ts'
import type { FigureWording } from './wording.ts'

function wording(figureId: string, zh: string, ...phrases: string[]): FigureWording {
  const label = { zh, en: figureId }
  return { figureId, label, unit: '次', phrases, ofEach: false, within: [], bears: ['exists'] }
}

const rank = figureRanker([
  wording('audits', '内部审计', '开展内部审计'),
  wording('party-days', '主题党日', '开展主题党日活动'),
  wording('study', '中心组学习', '理论中心组集体学习', '中心组学习'),
  wording('ideology', '研究意识形态工作', '专题研究意识形态工作'),
])

test.each([
  ['全年开展主题党日', 'party-days'],
  ['党组会专题研究意识形态工作', 'ideology'],
  ['理论学习中心组集体学习', 'study'],
  // What goes on after a comma is still about what stands before it.
  ['开展主题党日活动，', 'party-days'],
])('after “%s” stands %s first', (before, first) => {
  expect(rank(before)[0]?.figureId).toBe(first)
})

test('what is counted of each person is not among them, whatever the words say', () => {
  const each = { ...wording('each', '每人学习', '每人集体学习'), ofEach: true }
  const ofUnit = wording('study', '集体学习')
  expect(figureRanker([each, ofUnit])('每人集体学习')).toEqual([ofUnit])
})

test('all figures stay to choose from, and without words they stand in the order of the pack', () => {
  expect(rank('').map(({ figureId }) => figureId)).toEqual([
    'audits',
    'party-days',
    'study',
    'ideology',
  ])
  expect(rank('全年开展主题党日').length).toBe(4)
})
