import { expect, test } from 'vitest'
import { growth } from './growth.ts'

test('what grows evenly is told from what grows as the square', () => {
  expect(growth((size) => size, 1_000)).toBeCloseTo(2)
  expect(growth((size) => size * Math.log2(size), 1_000)).toBeLessThan(2.6)
  expect(growth((size) => size ** 2, 1_000)).toBeCloseTo(4)
  // A square that half the cost of the size measured first is: at eight times it is most of it.
  expect(growth((size) => size * 1_000 + size ** 2, 1_000)).toBeGreaterThan(3)
})

test('a processor half as fast for the larger one, turn after turn, makes no square', () => {
  const slower = (size: number) => (size > 1_000 ? 2 * size : size)
  expect(growth(slower, 1_000)).toBeLessThan(3)
})

test('what is too short to be told is taken at a larger size', () => {
  const asked: number[] = []
  const costAt = (size: number) => {
    asked.push(size)
    return size / 1_000
  }
  expect(growth(costAt, 1_000, { worthComparing: 4 })).toBeCloseTo(2)
  expect(asked.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 4_000])
  expect(asked).toContain(32_000)
})
