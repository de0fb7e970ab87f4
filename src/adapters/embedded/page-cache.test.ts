import { totalmem } from 'node:os'
import { expect, test } from 'vitest'
import { memoryHere, pageCache } from './page-cache.ts'

test.each([
  ['half a gigabyte', 0.5, '128MB'],
  ['four', 4, '512MB'],
  ['eight', 8, '1024MB'],
  ['sixty-four', 64, '1024MB'],
])('a machine of %s keeps pages in an eighth, within bounds', (_, gigabytes, cache) => {
  expect(pageCache(gigabytes * 2 ** 30)).toBe(cache)
})

test('a machine says what it has, and a container no more than its machine', () => {
  expect(memoryHere()).toBeGreaterThan(2 ** 27)
  expect(memoryHere()).toBeLessThanOrEqual(totalmem())
})
