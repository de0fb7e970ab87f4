import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentOf, shareOf } from './percent.ts'

test.each([
  [45, 48, 1, 93.8],
  [45, 48, 2, 93.75],
  [45, 48, 0, 94],
  // A tie goes to the even digit: 0.25 → 0.2, 0.75 → 0.8.
  [1, 400, 1, 0.2],
  [3, 400, 1, 0.8],
  [1, 8, 0, 12],
  [3, 8, 0, 38],
  [2, 3, 1, 66.7],
  [2999, 3000, 1, 99.9],
  [2999, 3000, 0, 99],
  [3000, 3000, 0, 100],
  [0, 7, 1, 0],
] as const)('%i of %i to %i digits is %d %%', (part, whole, digits, expected) => {
  expect(percentOf({ part, whole }, digits)).toBe(expected)
})

test('nothing of nothing is no share', () => {
  expect(percentOf({ part: 0, whole: 0 })).toBeNull()
  expect(shareOf({ value: 3 })).toBeNull()
})

test('reports before 2026-12 printed a cut share, and read it so', () => {
  const value = { part: 45, whole: 48 }
  expect(shareOf({ value, rounding: 'cut' })).toBe(93.7)
  expect(shareOf({ value, rounding: 'cut' }, 0)).toBe(93.7)
  expect(shareOf({ value })).toBe(93.8)
})

test('a share is never further than half a digit from what it is, and 100 only where whole', () => {
  const counts = fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }))
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 3 }), ([some, whole], digits) => {
      const part = Math.min(some, whole)
      const percent = percentOf({ part, whole }, digits) ?? -1
      if (part < whole) expect(percent).toBeLessThan(100)
      else expect(percent).toBe(100)
      const off = Math.abs(percent - (part * 100) / whole)
      const isKeptBelow = part < whole && percent === 100 - 10 ** -digits
      if (!isKeptBelow) expect(off).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9)
    }),
  )
})
