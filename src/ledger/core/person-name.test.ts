import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '../../../tests/seed.ts'
import { plainPersonName } from './person-name.ts'

test.each([
  ['张  丽', '张丽'],
  ['张\u3000丽', '张丽'],
  ['张\u00a0丽', '张丽'],
  [' 张\u2003\t丽\u200b ', '张丽'],
  ['李 秀 英', '李秀英'],
  ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
  ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
  ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
  ['Ａnna  Ｌi', 'Anna Li'],
  ['Anna Maria Li', 'Anna Maria Li'],
  ['Zoe\u0308 Li', 'Zoë Li'],
  ['张丽（办）', '张丽（办）'],
  ['李　Anna', '李 Anna'],
  ['\uf9e1 明', '李明'],
])('%j is kept as %s', (written, kept) => {
  expect(plainPersonName(written)).toBe(kept)
})

test('what is let pass unread is what reading it would give', () => {
  const span = (from: string, to: string) => {
    const first = from.codePointAt(0) ?? 0
    const count = (to.codePointAt(0) ?? 0) - first + 1
    return Array.from({ length: count }, (_, at) => String.fromCodePoint(first + at))
  }
  const marks = [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
    ['\u3400', '\u4dbf'],
    ['\u4e00', '\u9fff'],
  ]
  const all = marks.flatMap(([from = '', to = '']) => span(from, to)).join('')
  expect(plainPersonName(all)).toBe(all)
  // A space before it has the whole read.
  expect(plainPersonName(` ${all}`)).toBe(all)
})

test('a plain name stays as it is, and no space stays beside a Chinese character', () => {
  const marks = fc.constantFrom(
    ...['张', '丽', '〇', ' ', '\u3000', '\u00a0', '\u200b', '·', '•', 'L', 'ｉ', 'é', '（', '）'],
  )
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 12 }), (given) => {
      const plain = plainPersonName(given.join(''))
      expect(plainPersonName(plain)).toBe(plain)
      expect(plain).not.toMatch(/\p{Script=Han}\s\p{Script=Han}/u)
    }),
    { seed },
  )
})
