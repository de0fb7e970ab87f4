import { expect, test } from 'vitest'
import type { DatedCopy } from './retention.ts'
import { copiesToRemove, copyToRestOn } from './retention.ts'

const zone = 'Asia/Shanghai'
const night = (day: number) => {
  const madeAt = new Date(Date.UTC(2026, 0, 1, 18) + day * 86_400_000).toISOString()
  return { path: `day ${day}`, madeAt, restsOn: [] as readonly string[] }
}

test('a year of nights leaves seven days, four weeks, twelve months', () => {
  let copies: DatedCopy[] = []
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
  const older = { path: 'a', madeAt: '2020-05-01T18:00:00.000Z', restsOn: [] }
  const first = { path: 'b', madeAt: '2026-01-01T18:00:00.000Z', restsOn: [] }
  const second = { path: 'c', madeAt: '2026-01-01T19:00:00.000Z', restsOn: [] }
  expect(copiesToRemove([older, first, second], { zone })).toEqual([first])
})

test('what a copy that stays rests on stays with it', () => {
  const whole = { path: 'whole', madeAt: '2026-01-01T18:00:00.000Z', restsOn: [] }
  const rests = (day: string, path: string) => {
    return { path, madeAt: `2026-01-${day}T18:00:00.000Z`, restsOn: ['whole'] }
  }
  const days = ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((day) =>
    rests(day, `day ${day}`),
  )
  const gone = copiesToRemove([whole, ...days], { zone }).map(({ path }) => path)
  expect(gone).not.toContain('whole')
  expect(gone).toContain('day 02')
})

test('a copy rests on the newest of an earlier day, and on nothing as old as a week', () => {
  const whole = { path: 'a', madeAt: '2026-01-01T02:00:00.000Z', restsOn: [] }
  const next = { path: 'b', madeAt: '2026-01-02T02:00:00.000Z', restsOn: ['a'] }
  const on = (today: string) => copyToRestOn([next, whole], { zone, today })?.path ?? null
  expect(on('2026-01-01')).toBeNull()
  expect(on('2026-01-02')).toBe('a')
  expect(on('2026-01-03')).toBe('b')
  expect(on('2026-01-07')).toBe('b')
  expect(on('2026-01-08')).toBeNull()
})
