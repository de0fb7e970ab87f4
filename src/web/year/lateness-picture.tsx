import type { LatenessView } from '../../api/contract/year.ts'
import { diffDays } from '../../ledger/day/day.ts'
import { monthInWords } from '../components/day.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useSay } from '../say.tsx'
import { MonthBars } from './month-bars.tsx'

const words = {
  title: { zh: '发生日期与录入日期', en: 'Event date against entry date' },
  axis: { zh: '过了几天才录入', en: 'Days until it was written' },
  byMonth: { zh: '及时录入与补录', en: 'In time, and late' },
  byMonthText: {
    zh: '按事情发生的月份计，共 {total} 条，其中补录 {late} 条。',
    en: 'By the month in which it happened: {total}, of which {late} late.',
  },
  inTime: { zh: '及时', en: 'In time' },
  late: { zh: '补录', en: 'Late' },
  records: { zh: '补录的 {count} 条记录', en: 'The {count} late records' },
}

const width = 560
const height = 190
const left = 34
const top = 8

/** Days on the upright axis; their distances shrink, as one day matters less the later it is. */
const ticks = [0, 1, 5, 10, 30, 90, 365]

/** Each record a point: across when it happened, up how long until it was written down. */
export function LatenessPicture({ lateness }: { lateness: LatenessView }) {
  const { say } = useSay()
  const { months, points, sentence, total, late } = lateness
  const lateIds = points.filter(({ lateDays }) => lateDays > 0).map(({ id }) => id)
  return (
    <>
      <figure className="picture">
        <figcaption>
          <h3>{say(words.title)}</h3>
          <p className="quiet">{say(sentence)}</p>
        </figcaption>
        <Points lateness={lateness} />
        <Legend />
        {lateIds.length > 0 ? (
          <details className="small unprinted">
            <summary className="quiet">{say(words.records, { count: lateIds.length })}</summary>
            <RecordLinks ids={lateIds} />
          </details>
        ) : null}
      </figure>
      <MonthBars
        title={say(words.byMonth)}
        text={say(words.byMonthText, { total, late })}
        months={months.map(({ month }) => month)}
        series={[
          {
            name: say(words.inTime),
            tone: 'ink',
            stack: 'all',
            values: months.map(({ inTime }) => inTime),
          },
          {
            name: say(words.late),
            tone: 'late',
            stack: 'all',
            values: months.map((one) => one.late),
          },
        ]}
      />
    </>
  )
}

function Points({ lateness }: { lateness: LatenessView }) {
  const { say, lang } = useSay()
  const { year, points } = lateness
  const delays = points.map(({ occurredOn, recordedOn }) =>
    Math.max(0, diffDays({ from: occurredOn, to: recordedOn })),
  )
  const longest = delays.reduce((most, one) => Math.max(most, one), 10)
  const most = ticks.find((tick) => tick >= longest) ?? longest
  const y = (days: number) => top + height - (Math.log1p(days) / Math.log1p(most)) * height
  const x = (day: string) =>
    left + (diffDays({ from: `${year}-01-01`, to: day }) / 366) * (width - left)
  return (
    <svg
      viewBox={`0 0 ${width} ${height + top + 24}`}
      role="img"
      aria-label={`${say(words.title)}: ${say(lateness.sentence)}`}
    >
      {ticks
        .filter((tick) => tick <= most)
        .map((tick) => (
          <g key={tick} className="gridline">
            <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
      {points.map(({ id, occurredOn, lateDays }, index) => (
        <circle
          key={id}
          className={lateDays > 0 ? 'point late' : 'point'}
          cx={x(occurredOn)}
          cy={y(delays[index] ?? 0)}
          r={lateDays > 0 ? 3.4 : 1.8}
        />
      ))}
      {Array.from({ length: 12 }, (_, nth) => (
        <text
          key={nth}
          x={x(`${year}-${String(nth + 1).padStart(2, '0')}-15`)}
          y={height + top + 18}
          textAnchor="middle"
        >
          {monthInWords(nth + 1, lang)}
        </text>
      ))}
      <text x={left + 4} y={top + 10}>
        {say(words.axis)}
      </text>
    </svg>
  )
}

function Legend() {
  const { say } = useSay()
  return (
    <ul className="legend small">
      {([false, true] as const).map((isLate) => (
        <li key={String(isLate)}>
          <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
            <circle className={isLate ? 'point late' : 'point'} cx="6" cy="6" r={isLate ? 4 : 2} />
          </svg>{' '}
          {say(isLate ? words.late : words.inTime)}
        </li>
      ))}
    </ul>
  )
}
