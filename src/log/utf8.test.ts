import { expect, test } from 'vitest'
import { passingUtf8, toUtf8 } from './utf8.ts'

test.each(['', 'a', '会议 2025', '𠮷', '\0', '\ud800'])(
  'passing bytes of %j are its bytes',
  (text) => {
    expect([...passingUtf8(text)]).toEqual([...toUtf8(text)])
  },
)

test.each([5_461, 5_462, 16_384, 16_385, 40_000])('%i characters of any width fit', (count) => {
  for (const one of ['a', 'é', '会']) {
    const text = one.repeat(count)
    expect(Buffer.from(passingUtf8(text)).equals(Buffer.from(text))).toBe(true)
  }
})
