import { expect, test } from 'vitest'
import { dueInWords } from './due-in-words.ts'

test.each([
  ['6月底', '2021-06-30'],
  ['7月底前', '2021-07-31'],
  ['2020年2月底前', '2020-02-29'],
  ['2月份', '2021-02-28'],
  ['９月份', '2021-09-30'],
  ['1月中旬', '2021-01-20'],
  ['3月初', '2021-03-10'],
  ['6月30日前', '2021-06-30'],
  ['2022年3月5日之前', '2022-03-05'],
  ['全年', '2021-12-31'],
  ['年底前', '2021-12-31'],
  ['上半年', '2021-06-30'],
  ['一季度末', '2021-03-31'],
  ['第4季度', '2021-12-31'],
  ['长期坚持', null],
  ['待定', null],
  ['每月', null],
  ['13月底', null],
  ['2月30日前', null],
  ['制度寒假前，运行全年', null],
  ['', null],
])('“%s” is due on %s', (text, day) => {
  expect(dueInWords(text, { year: 2021 })).toBe(day)
})

test('without a year, words that name none are no day', () => {
  expect(dueInWords('6月底', { year: null })).toBeNull()
  expect(dueInWords('2021年6月底', { year: null })).toBe('2021-06-30')
})
