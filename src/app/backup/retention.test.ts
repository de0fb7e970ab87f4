import { expect, test } from 'vitest'
import { copiesToRemove } from './retention.ts'

const zone = 'Asia/Shanghai'
const night = (day: number) => {
  const madeAt = new Date(Date.UTC(2026, 0, 1, 18) + day * 86_400_000).toISOString()
  return { path: `day ${day}`, madeAt }
}

test('a year of nights leaves seven days, four weeks, twelve months', () => {
  let copies: { path: string; madeAt: string }[] = []
  for (let day = 0; day < 365; day += 1) {
    copies.push(night(day))
    const gone = new Set(copiesToRemove(copies, { zone }))
    copies = copies.filter((one) => !gone.has(one))
  }
  const days = copies.map(({ path }) => Number(path.slice(4)))
  expect(days.slice(-7)).toEqual([358, 359, 360, 361, 362, 363, 364])
  expect(copies.length).toBeLessThanOrEqual(7 + 4 + 12)
  expect(copies.length).toBeGreaterThanOrEqual(7 + 2 + 10)
  expect(days[0]).toBeLessThan(60)
})

test('the only copy of a month long ago stays, and two of one night leave the newer', () => {
  const older = { path: 'a', madeAt: '2020-05-01T18:00:00.000Z' }
  const first = { path: 'b', madeAt: '2026-01-01T18:00:00.000Z' }
  const second = { path: 'c', madeAt: '2026-01-01T19:00:00.000Z' }
  expect(copiesToRemove([older, first, second], { zone })).toEqual([first])
})
