import { expect, test } from 'vitest'
import { yearsChart } from './years-chart.ts'

const points = [
  { records: 1_000, firstMs: 61, rowsMs: 20, firstCpuMs: 80, afterMs: 13, againMs: 2.8 },
  { records: 10_000, firstMs: 174, rowsMs: 20, firstCpuMs: 200, afterMs: 31, againMs: 2.1 },
  { records: 100_000, firstMs: 1_100, rowsMs: 20, firstCpuMs: 1_400, afterMs: 9.8, againMs: 3.6 },
  { records: 1_000_000, firstMs: 11_000, rowsMs: 20, firstCpuMs: 14_000, afterMs: 60, againMs: 12 },
]

test('a chart of years has a place for every look, all within it', () => {
  const svg = yearsChart(points)
  const places = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)]
  expect(places).toHaveLength(points.length * 3)
  for (const [, x, y] of places) {
    expect(Number(x)).toBeGreaterThan(0)
    expect(Number(x)).toBeLessThan(720)
    expect(Number(y)).toBeGreaterThan(0)
    expect(Number(y)).toBeLessThan(360)
  }
  expect(svg).toContain('1,000,000')
  expect(svg).toContain('first look, 11.0 s')
})
