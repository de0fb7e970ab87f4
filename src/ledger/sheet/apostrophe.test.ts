import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '../../../tests/seed.ts'
import { withApostrophe, withoutApostrophe } from './apostrophe.ts'

test('what was led by an apostrophe comes back, and so does one that was there before', () => {
  const marks = fc.constantFrom(
    ...["'", '=', '+', '-', '@', '＝', '1', '2', '/', '.', 'E', '月', '会'],
  )
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 8 }), fc.boolean(), (given, asItIs) => {
      const text = given.join('')
      expect(withoutApostrophe(withApostrophe(text, { asItIs }))).toBe(text)
    }),
    { seed },
  )
})

test.each([
  '007',
  '2025-03',
  '1-2',
  '3/4',
  '123456789012345678',
  '1E5',
  'TRUE',
  'Mar-25',
  '3月1日',
])('%s would not come back out of a spreadsheet, and is led by an apostrophe', (text) => {
  expect(withApostrophe(text, { asItIs: true })).toBe(`'${text}`)
})

test.each(['会议纪要〔2025〕3号', '李静', '书记办公会'])('%s stays as it is', (text) => {
  expect(withApostrophe(text, { asItIs: true })).toBe(text)
})
