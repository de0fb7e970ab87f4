import { expect, test } from 'vitest'
import { passedAs, withNotes } from './passed-rows.ts'
import { cellAddress } from './table.ts'

const header = { first: 0, last: 0, lines: [['时间'], ['会议', '名称'], ['地点'], ['备注']] }

function kindOf(texts: readonly string[], { hasDay } = { hasDay: false }) {
  const cells = texts.map((text, column) => ({ address: cellAddress({ row: 5, column }), text }))
  return passedAs(cells, { header, columns: 3, hasDay, before: undefined })?.kind ?? null
}

test.each([
  [['', '', ''], 'empty'],
  [['时间', '名称', '地点', '备注'], 'repeated-header'],
  [['合  计', '', '12次'], 'subtotal'],
  [['', '3月小计：2次'], 'subtotal'],
  [['一季度合计3场', '', '80'], 'subtotal'],
  [['三月份', '三月份', '三月份'], 'heading'],
  [['一、党建工作', '', ''], 'heading'],
  [['填表人：张丽', '', '审核人：李静'], 'note'],
])('%j is a %s', (texts, kind) => {
  expect(kindOf(texts)).toBe(kind)
})

test('a record stays one, whatever words it holds', () => {
  expect(kindOf(['3月5日', '合计', '会议室'], { hasDay: true })).toBeNull()
  expect(kindOf(['', '固定资产投资累计增长5%', '全年'])).toBeNull()
  expect(kindOf(['3月5日', '', ''], { hasDay: true })).toBeNull()
})

test('a heading below the last record is a note', () => {
  const passed = [2, 9].map((row) => ({ row, kind: 'heading' as const, text: '本表一式两份' }))
  expect(withNotes(passed, 8).map(({ kind }) => kind)).toEqual(['heading', 'note'])
})
