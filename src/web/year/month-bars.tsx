import type { ReactNode } from 'react'
import { monthInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

const words = {
  table: { zh: '数据表', en: 'As a table' },
  month: { zh: '月份', en: 'Month' },
}

/** One kind of bar: same `stack` = on top of each other, another stack = beside. */
export interface BarSeries {
  readonly name: string
  readonly tone: 'ink' | 'pale' | 'late' | 'outline' | 'outline-pale'
  readonly stack: string
  /** Null: the month has not begun. */
  readonly values: readonly (number | null)[]
}

const height = 96
const monthWidth = 44
const left = 34

interface Pictured {
  readonly text: string
  readonly months: readonly string[]
  readonly series: readonly BarSeries[]
}

/** Small bars by month, with the same numbers as a table for those who read rather than look. */
export function MonthBars(props: Pictured & { title: string; children?: ReactNode }) {
  const { title, text, series } = props
  // A picture of nothing says no more than its sentence.
  const isEmpty = series.every(({ values }) => values.every((value) => (value ?? 0) === 0))
  return (
    <figure className="picture">
      <figcaption>
        <h3>{title}</h3>
        <p className="quiet">{text}</p>
      </figcaption>
      {isEmpty ? null : (
        <>
          <Drawing {...props} />
          <BarLegend series={series} />
          <BarTable months={props.months} series={series} />
        </>
      )}
      {props.children}
    </figure>
  )
}

function Drawing({ text, months, series }: Pictured) {
  const { lang } = useSay()
  const stacks = [...new Set(series.map((one) => one.stack))]
  const top = Math.max(4, ...months.map((_, month) => tallest(series, stacks, month)))
  const step = Math.ceil(top / 2)
  const scale = height / (step * 2)
  const width = left + months.length * monthWidth
  return (
    <svg viewBox={`0 0 ${width} ${height + 32}`} role="img" aria-label={text}>
      {[0, step, step * 2].map((value) => (
        <g key={value} className="gridline">
          <line x1={left} x2={width} y1={y(value, scale)} y2={y(value, scale)} />
          <text x={left - 6} y={y(value, scale) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {months.map((month, index) => (
        <g key={month}>
          {stacks.map((stack, nth) => (
            <Stack
              key={stack}
              bars={series.filter((one) => one.stack === stack)}
              month={index}
              x={left + index * monthWidth + 8 + nth * 14}
              scale={scale}
            />
          ))}
          <text x={left + index * monthWidth + 20} y={height + 26} textAnchor="middle">
            {monthInWords(Number(month.slice(5)), lang)}
          </text>
        </g>
      ))}
    </svg>
  )
}

function BarLegend({ series }: { series: readonly BarSeries[] }) {
  return (
    <ul className="legend small">
      {series.map((one) => (
        <li key={one.name}>
          <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
            <rect className={`bar ${one.tone}`} x="1" y="1" width="10" height="10" />
          </svg>{' '}
          {one.name}
        </li>
      ))}
    </ul>
  )
}

function y(value: number, scale: number): number {
  return height + 8 - value * scale
}

function tallest(series: readonly BarSeries[], stacks: readonly string[], month: number): number {
  const sums = stacks.map((stack) =>
    series.reduce((sum, one) => (one.stack === stack ? sum + (one.values[month] ?? 0) : sum), 0),
  )
  return Math.max(...sums)
}

function Stack(props: { bars: readonly BarSeries[]; month: number; x: number; scale: number }) {
  const values = props.bars.map((bar) => bar.values[props.month] ?? 0)
  return (
    <>
      {props.bars.map((bar, index) => {
        const value = values[index] ?? 0
        const from = values.slice(0, index).reduce((sum, one) => sum + one, 0)
        if (value === 0) return null
        return (
          <rect
            key={bar.name}
            className={`bar ${bar.tone}`}
            x={props.x}
            width={11}
            y={y(from + value, props.scale)}
            height={value * props.scale}
          />
        )
      })}
    </>
  )
}

function BarTable({ months, series }: { months: readonly string[]; series: readonly BarSeries[] }) {
  const { say, lang } = useSay()
  return (
    <details className="small unprinted">
      <summary className="quiet">{say(words.table)}</summary>
      <Table
        name={say(words.table)}
        heads={[words.month, ...series.map(({ name }) => ({ zh: name, en: name }))]}
      >
        {months.map((month, index) => (
          <tr key={month}>
            <th scope="row">{monthInWords(Number(month.slice(5)), lang)}</th>
            {series.map((one) => (
              <td key={one.name} className="number">
                {one.values[index] ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </details>
  )
}
