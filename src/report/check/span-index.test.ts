import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanIndex } from './span-index.ts'

const span = fc
  .tuple(fc.nat({ max: 40 }), fc.nat({ max: 12 }))
  .map(([start, length]) => ({ start, end: start + length }))

test('the index finds what looking at every stretch finds', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), span, (spans, asked) => {
      const expected = spans
        .filter((one) => Math.min(one.end, asked.end) > Math.max(one.start, asked.start))
        .sort((a, b) => a.start - b.start)
      const index = spanIndex(spans)
      expect(index.overlapping(asked)).toEqual(expected)
      expect(index.touches(asked)).toBe(expected.length > 0)
    }),
  )
})
