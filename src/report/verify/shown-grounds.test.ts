import { expect, test } from 'vitest'
import type { RecordBehind } from './records-behind.ts'
import { shownGrounds } from './shown-grounds.ts'

const record = (number: number, closed = 0): RecordBehind => ({
  id: `r${number}`,
  title: { zh: `走访 · ${number}`, en: `Visits · ${number}` },
  fields: [{ zh: '类型：普通', en: 'Kind: usual' }],
  closed,
})

test('of many records some are shown first, all of them in their order', () => {
  const records = Array.from({ length: 45 }, (_, number) => record(number))
  const { first, rest } = shownGrounds({ records, withheld: 0 })
  expect([first.length, rest.length]).toEqual([20, 25])
  expect([...first, ...rest].map(({ id }) => id)).toEqual(records.map(({ id }) => id))
})

test('what the file opens nothing of is counted, and so are closed fields', () => {
  const { first, withheld } = shownGrounds({ records: [record(1, 3)], withheld: 2 })
  expect(withheld?.zh).toBe('另有2条记录没有随文件公开内容')
  expect(first[0]?.lines.map(({ zh }) => zh)).toEqual(['类型：普通', '其余3个字段未填或未公开'])
  expect(shownGrounds({ records: [], withheld: 0 }).withheld).toBeNull()
})
