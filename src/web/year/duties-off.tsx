import { Link } from '@tanstack/react-router'
import type { YearView } from '../../api/contract/year.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: {
    zh: '停用的责任事项 {count} 项，不计入本页',
    en: '{count} {count:duty is|duties are} off and not counted here',
  },
  name: { zh: '停用的责任事项', en: 'Duties that are off' },
  duty: { zh: '责任事项', en: 'Duty' },
  reason: { zh: '原因', en: 'Reason' },
  from: { zh: '起日', en: 'From' },
  unit: { zh: '本单位用语与概况', en: 'The unit and its words' },
}

/** What the year does not count, and why: whoever reads it knows what was left out. */
export function DutiesOff({ off }: { off: YearView['off'] }) {
  const { say, lang } = useSay()
  if (off.length === 0) return null
  return (
    <details className="duties-off small">
      <summary className="quiet">{say(words.title, { count: off.length })}</summary>
      <Table name={say(words.name)} heads={[words.duty, words.reason, words.from]}>
        {off.map(({ duty, label, reason, from }) => (
          <tr key={duty}>
            <th scope="row">{say(label)}</th>
            <td>{say(reason)}</td>
            <td className="number">{dayInWords(from, lang)}</td>
          </tr>
        ))}
      </Table>
      <p className="unprinted">
        <Link to="/settings/$section" params={{ section: 'unit' }}>
          {say(words.unit)}
        </Link>
      </p>
    </details>
  )
}
