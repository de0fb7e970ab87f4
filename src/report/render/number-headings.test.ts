import { expect, test } from 'vitest'
import { chineseOrdinal } from './number-headings.ts'

test('headings are counted as Chinese counts, however many there are', () => {
  const counts = [1, 9, 10, 11, 20, 99, 100, 101, 110, 111, 120, 1_000, 1_001, 1_010, 9_999]
  expect(counts.map(chineseOrdinal)).toEqual([
    '一',
    '九',
    '十',
    '十一',
    '二十',
    '九十九',
    '一百',
    '一百零一',
    '一百一十',
    '一百一十一',
    '一百二十',
    '一千',
    '一千零一',
    '一千零一十',
    '九千九百九十九',
  ])
  expect(chineseOrdinal(10_000)).toBe('10000')
})
