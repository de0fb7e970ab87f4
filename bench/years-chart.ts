import { time } from './bench-table.ts'
import type { YearPoint } from './measure-years.ts'

const width = 720
const height = 360
const left = 64
const right = 150
const top = 40
const bottom = 44

const looks = [
  { of: ({ firstMs }: YearPoint) => firstMs, name: 'first look', colour: '#b4441f' },
  { of: ({ afterMs }: YearPoint) => afterMs, name: 'after a record', colour: '#2b5c8a' },
  { of: ({ againMs }: YearPoint) => againMs, name: 'again', colour: '#5b6b3a' },
] as const

/** How the looks at a year grow with its records, both axes in powers of ten, as an SVG. */
export function yearsChart(points: readonly YearPoint[]): string {
  const records = points.map((point) => point.records)
  const all = points.flatMap((point) => looks.map(({ of }) => of(point)))
  const across = scale(records, [left, width - right])
  const up = scale(all, [height - bottom, top])
  const text = (x: number, y: number, said: string, more = '') =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${more}>${said}</text>`
  const rules = up.powers.map((ms) => {
    const y = up.at(ms)
    const rule = `<path d="M${left} ${y.toFixed(1)}H${width - right}" stroke="#d9d4c8"/>`
    return rule + text(left - 8, y + 4, tick(ms), ' text-anchor="end"')
  })
  const counts = across.powers.map((count) =>
    text(across.at(count), height - bottom + 20, count.toLocaleString('en'), middle),
  )
  const lines = looks.map(({ of, name, colour }) => {
    const places = points.map((point) => [across.at(point.records), up.at(of(point))] as const)
    const path = places.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')
    const dots = places.map(
      ([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3" fill="${colour}"/>`,
    )
    const last = points.at(-1)
    const [x, y] = places.at(-1) ?? [0, 0]
    const said = last === undefined ? name : `${name}, ${time(of(last))}`
    return [
      `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...dots,
      text(x + 8, y + 4, said, ` fill="${colour}"`),
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
      `font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(left, 20, 'Year page with all duties and figures, by records of the year'),
    ...rules,
    ...counts,
    ...lines,
    '</svg>',
    '',
  ].join('\n')
}

const middle = ' text-anchor="middle"'

function tick(ms: number): string {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`
}

/** Where numbers stand on an axis of powers of ten that has room for all of them. */
function scale(numbers: readonly number[], [from, to]: readonly [number, number]) {
  const low = Math.floor(Math.log10(Math.min(...numbers)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...numbers))))
  return {
    at: (one: number) => from + ((Math.log10(one) - low) / (high - low)) * (to - from),
    powers: Array.from({ length: high - low + 1 }, (_, nth) => 10 ** (low + nth)),
  }
}
