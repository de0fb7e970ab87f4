import { expect, test } from 'vitest'
import { nowAndThen } from './now-and-then.ts'

test('of work that reports every tenth of a second a line is told each five seconds', () => {
  let now = 0
  const isTime = nowAndThen(() => now)
  const told: number[] = []
  for (; now <= 16_000; now += 100) if (isTime()) told.push(now)
  expect(told).toEqual([5_000, 10_000, 15_000])
})
