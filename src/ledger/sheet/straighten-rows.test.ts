import fc from 'fast-check'
import { expect, test } from 'vitest'
import { straightenRows } from './straighten-rows.ts'

const lines = [
  ['关于印发清单的通知'],
  ['序号', '项目', '要求', '子项目', '时间', '处室', '领导'],
  ['1', '甲', '甲的要求', '1—1', '一', '6月底', '办公室', '张三'],
  ['1—2', '二', '全年', '办公室'],
  ['2'],
  ['乙', '乙的要'],
  ['求', '2—1', '三', '全年', '信息科', '李四'],
  ['以上请落实。'],
]

function texts(rows: ReturnType<typeof straightenRows>) {
  return rows.map(({ cells }) => cells.map(({ text, merged }) => (merged ? '↑' : text)))
}

test('short rows go back to their columns, broken ones are joined, prose stays prose', () => {
  expect(texts(straightenRows(lines))).toEqual([
    ['关于印发清单的通知'],
    ['序号', '项目', '要求', '', '子项目', '时间', '处室', '领导'],
    ['1', '甲', '甲的要求', '1—1', '一', '6月底', '办公室', '张三'],
    ['↑', '↑', '↑', '1—2', '二', '全年', '办公室', '↑'],
    ['2', '乙', '乙的要求', '2—1', '三', '全年', '信息科', '李四'],
  ])
})

test('a table that has its shape keeps it, whatever it holds', () => {
  const cell = fc.string({ maxLength: 5 }).filter((text) => text.trim() !== '')
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 8 }).chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
          minLength: 2,
          maxLength: 8,
        }),
      ),
      (table) => {
        expect(texts(straightenRows(table))).toEqual(table)
      },
    ),
  )
})
