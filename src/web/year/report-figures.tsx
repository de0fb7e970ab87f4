import type { BurdenView } from '../../api/contract/year.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '报告中的数，算出来的和手填的', en: 'Numbers in reports: computed, and typed' },
  text: {
    zh: '台账算出的越多，年底要人找、要人填的就越少。',
    en: 'What the ledger computes nobody has to look for and type in December.',
  },
  report: { zh: '报告', en: 'Report' },
  computed: { zh: '由台账算出', en: 'Computed' },
  typed: { zh: '手填', en: 'Typed' },
  share: { zh: '{percent}% 由台账算出', en: '{percent}% computed' },
  none: { zh: '还没有数', en: 'no numbers yet' },
}

const width = 560
const rowHeight = 40

/** Of each report the share of its numbers that the ledger gives. */
export function ReportFigures({ reports }: { reports: BurdenView['reports'] }) {
  const { say } = useSay()
  if (reports.length === 0) return null
  return (
    <figure className="picture">
      <figcaption>
        <h3>{say(words.title)}</h3>
        <p className="quiet">{say(words.text)}</p>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${reports.length * rowHeight}`}
        role="img"
        aria-label={say(words.title)}
      >
        {reports.map((one, index) => (
          <ShareBar key={one.report} y={index * rowHeight} {...one} />
        ))}
      </svg>
      <Table
        name={say(words.title)}
        className="small"
        heads={[words.report, words.computed, words.typed]}
      >
        {reports.map(({ report, label, computed, typed }) => (
          <tr key={report}>
            <th scope="row">{say(label)}</th>
            <td className="number">{computed}</td>
            <td className="number">{typed}</td>
          </tr>
        ))}
      </Table>
    </figure>
  )
}

function ShareBar(props: BurdenView['reports'][number] & { y: number }) {
  const { say } = useSay()
  const { y, label, computed, typed } = props
  const all = computed + typed
  const part = all === 0 ? 0 : computed / all
  const text = all === 0 ? say(words.none) : say(words.share, { percent: Math.round(part * 100) })
  return (
    <g>
      <text x={0} y={y + 13}>
        {say(label)}
      </text>
      <text x={width} y={y + 13} textAnchor="end">
        {text}
      </text>
      <rect className="bar outline-pale" x={0.5} y={y + 19.5} width={width - 1} height={11} />
      <rect className="bar ink" x={0} y={y + 19} width={width * part} height={12} />
    </g>
  )
}
