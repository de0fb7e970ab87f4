import { expect, it } from 'vitest'
import { windowsSaidBy } from './windows-said.ts'

it.each([
  ['每个季度都安排了一次', 'Q1 Q2 Q3 Q4', 1],
  ['四个季度一个不空', 'Q1 Q2 Q3 Q4', 1],
  ['每个季度都不少于两次', 'Q1 Q2 Q3 Q4', 2],
  ['上半年、下半年都没落空', 'H1 H2', 1],
  ['时间为3月、6月和12月', '03 06 12', 1],
])('%s says in which parts of the year', (clause, windows, least) => {
  expect(windowsSaidBy(clause)).toEqual({ windows: windows.split(' '), least })
})

it.each([
  ['5月、10月各一期', '05 10', 1],
  ['上下半年各2次', 'H1 H2', 2],
])('%s says of each that it was no more', (clause, windows, least) => {
  expect(windowsSaidBy(clause)).toEqual({ windows: windows.split(' '), least, exact: true })
})

it.each([
  '每个季度都通报了结果',
  '时间为3月',
  '四个季度两个没开',
  '3月、6月检查了食堂',
  '都很热烈',
])('%s says something else', (clause) => {
  expect(windowsSaidBy(clause)).toBeNull()
})
