import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phraseChanges } from './phrase-changes.ts'

test('a changed number is shown in its whole phrase', () => {
  expect(
    phraseChanges('全年召开会议12次，研究问题3个。', '全年召开会议13次，研究问题3个。'),
  ).toEqual([{ was: '全年召开会议【12】次', is: '全年召开会议【13】次', alike: null }])
})

test('the number of a document is whole, whatever was changed in it', () => {
  const [change] = phraseChanges(
    '海档发〔2025〕4号 签发人：周明远',
    '海档发〔2025〕14号 签发人：周明远',
  )
  expect(change).toMatchObject({ was: '海档发〔2025〕【4】号', is: '海档发〔2025〕【14】号' })
})

test('each of several changes is told by itself, and a phrase taken out is shown as it was', () => {
  expect(
    phraseChanges('甲已完成，乙按时完成，丙没有完成。', '甲已完成，乙完成，丙已经完成。').map(
      ({ was, is }) => [was, is],
    ),
  ).toEqual([
    ['乙【按时】完成', '乙完成'],
    ['丙【没有】完成', '丙【已经】完成'],
  ])
})

test('a whole phrase taken out or put in stands alone, without marks', () => {
  const [one] = phraseChanges('甲完成，乙完成，丙完成', '甲完成，，丙完成')
  expect(one).toEqual({ was: '乙完成', is: '', alike: null })
  const [other] = phraseChanges('甲完成，，丙完成', '甲完成，乙完成，丙完成')
  expect(other).toEqual({ was: '', is: '乙完成', alike: null })
})

test('what turns the direction of words is written as its number, and turns nothing', () => {
  const [change] = phraseChanges('召开24次', '召开\u202e42\u202c次')
  expect(change?.is).toBe('召开【（U+202E）42（U+202C）】次')
})

test.each([
  ['一个数字换成字母', '完成10项', '完成1O项', '0（U+0030）→O（U+004F）'],
  ['一个数字换成外文字母', '召开3次', '召开З次', '3（U+0033）→З（U+0417）'],
  ['一横换成破折号', '一次', '—次', '一（U+4E00）→—（U+2014）'],
  ['已换成己', '已完成', '己完成', '已（U+5DF2）→己（U+5DF1）'],
  ['全角数字', '12次', '１２次', '1（U+0031）→１（U+FF11）'],
])('a look-alike is named as one: %s', (_what, then, now, said) => {
  expect(phraseChanges(then, now)[0]?.alike?.zh).toContain(said)
})

test('a true change is never called a look-alike', () => {
  expect(phraseChanges('完成10项', '完成18项')[0]?.alike).toBeNull()
  expect(phraseChanges('完成10项', '完成1项')[0]?.alike).toBeNull()
})

const line = fc
  .array(fc.constantFrom('会', '议', '次', '，', '。', '1', '2', '没', '有'), { maxLength: 40 })
  .map((characters) => characters.join(''))

test('equal lines have no changes, different ones have at least one, in long lines too', () => {
  fc.assert(
    fc.property(line, line, (then, now) => {
      expect(phraseChanges(then, then)).toEqual([])
      expect(phraseChanges(then, now).length > 0).toBe(then !== now)
    }),
  )
  const long = '很长的一段，'.repeat(3000)
  expect(phraseChanges(`甲${long}乙`, `乙${long}甲`).length).toBeGreaterThan(0)
})
