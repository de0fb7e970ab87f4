import { Link } from '@tanstack/react-router'
import type { BurdenView } from '../../api/contract/year.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

type Laid = BurdenView['selfImposed'][number]

const words = {
  title: { zh: '超出依据、自己加上的责任', en: 'Duties beyond their source' },
  text: {
    zh: '{all} 项责任中，本单位自设 {own} 项，要求与依据不同 {other} 项；需要减负时可以先看这里。',
    en: 'Of {all} duties {own} are the unit’s own and {other} are set otherwise than their source asks: the first place to look for relief.',
  },
  duty: { zh: '责任事项', en: 'Duty' },
  here: { zh: '这里的要求', en: 'Asked here' },
  source: { zh: '依据的要求', en: 'The source asks' },
  own: { zh: '自设', en: 'own' },
  rest: { zh: '与依据一致', en: 'as the source asks' },
  other: { zh: '与依据不同', en: 'otherwise' },
  list: { zh: '逐项查看', en: 'One by one' },
}

const width = 560

/** What the unit laid on itself: one bar over all duties, and the list under it. */
export function SelfImposed({ burden }: { burden: BurdenView }) {
  const { say } = useSay()
  const { selfImposed: laid, duties, year } = burden
  const own = laid.filter(({ why }) => why === 'own-rule').length
  const other = laid.length - own
  const text = say(words.text, { all: duties, own, other })
  const at = (count: number) => (duties === 0 ? 0 : (count / duties) * width)
  return (
    <figure className="picture">
      <figcaption>
        <h3>{say(words.title)}</h3>
        <p className="quiet">{text}</p>
      </figcaption>
      <svg viewBox={`0 0 ${width} 34`} role="img" aria-label={text}>
        <rect className="bar outline-pale" x={0.5} y={4.5} width={width - 1} height={13} />
        <rect className="bar ink" x={0} y={4} width={at(own)} height={14} />
        <rect className="bar pale" x={at(own)} y={4} width={at(other)} height={14} />
      </svg>
      <ul className="legend small">
        {(
          [
            ['ink', words.own, own],
            ['pale', words.other, other],
            ['outline-pale', words.rest, duties - laid.length],
          ] as const
        ).map(([tone, word, count]) => (
          <li key={tone}>
            <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
              <rect className={`bar ${tone}`} x="1" y="1" width="10" height="10" />
            </svg>{' '}
            {say(word)} <span className="number">{count}</span>
          </li>
        ))}
      </ul>
      <LaidTable laid={laid} year={year} />
    </figure>
  )
}

function LaidTable({ laid, year }: { laid: readonly Laid[]; year: number }) {
  const { say } = useSay()
  if (laid.length === 0) return null
  return (
    <details className="small unprinted">
      <summary className="quiet">{say(words.list)}</summary>
      <Table name={say(words.list)} heads={[words.duty, words.here, words.source]}>
        {laid.map(({ duty, label, requirement, source }) => (
          <tr key={duty}>
            <th scope="row">
              <Link to="/" search={{ year, duty }}>
                {say(label)}
              </Link>
            </th>
            <td>{say(requirement)}</td>
            <td>{say(source ?? words.own)}</td>
          </tr>
        ))}
      </Table>
    </details>
  )
}
