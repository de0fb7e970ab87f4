import { expect, test } from 'vitest'
import { size } from './gbt9704.ts'
import { tableColumns, wordCells } from './table-columns.ts'

test('a day has room for its figures and the air between them, whatever stands beside it', () => {
  const rows = [
    ['序号', '任务', '牵头科室', '完成时限'],
    ['1', '每季度专题分析全面从严治党形势', '机关党委（组织人事科）', '2026年12月31日'],
  ]
  const columns = tableColumns(rows, wordCells)
  expect(columns.map(({ isShort }) => isShort)).toEqual([true, false, false, true])
  // Eight figures, three characters, five places between them; half a point is ten twips.
  const set = (8 / 2 + 3 + 5 / 4) * size.table * 10
  expect(columns[3]?.width).toBeGreaterThan(set + 216)
})
