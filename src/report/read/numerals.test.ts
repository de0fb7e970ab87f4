import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseValue, readNumeral } from './numerals.ts'

/** Writes a number below ten thousand the way people do. */
function inChinese(value: number): string {
  const digits = '零一二三四五六七八九'
  const places = ['', '十', '百', '千']
  const written = [...String(value)]
    .map((digit, index, all) =>
      digit === '0' ? '零' : digits.charAt(Number(digit)) + (places[all.length - 1 - index] ?? ''),
    )
    .join('')
  return written
    .replace(/零+/g, '零')
    .replace(/(?<=.)零$/, '')
    .replace(/^一十/, '十')
}

describe('numerals', () => {
  it('reads back every number below ten thousand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(chineseValue(inChinese(value))).toBe(value)
      }),
    )
  })

  it('multiplies 万 and 亿 without rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (tenths) => {
        expect(readNumeral(`${tenths / 10}万亿`, 0)?.value).toBe(tenths * 1e11)
      }),
    )
  })

  it.each([
    ['一万五千', 15_000],
    ['两千零八', 2008],
    ['三亿六千万', 360_000_000],
    ['五万亿', 5e12],
    ['十四五', null],
    ['二三四', null],
  ])('%s', (written, value) => {
    expect(chineseValue(written)).toBe(value)
  })
})
