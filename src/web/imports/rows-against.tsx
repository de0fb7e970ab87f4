import type { ImportView } from '../../api/contract/import.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: {
    zh: '与责任事项不符的行（照写不误，请核对）：',
    en: 'Rows that go against a duty; they are written all the same, so look at them:',
  },
  line: {
    zh: '“{duty}”，应为：{asked}。{count} 条：第 {rows} 行',
    en: '“{duty}”: {asked}. {count} {count:record|records}: {count:row|rows} {rows}',
  },
  more: { zh: ' 等', en: ' …' },
  and: { zh: '、', en: ', ' },
}

/** Which rows break a duty once they are records, and by what they lack. */
export function RowsAgainst({ found }: { found: NonNullable<ImportView['found']> }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { against } = found
  if (against.length === 0) return null
  const labelOf = (id: string) => pack.duties.find((one) => one.id === id)?.label
  return (
    <div className="note wait">
      <p>{say(words.title)}</p>
      <ul>
        {against.map(({ duty, lacking, rows, count }) => (
          <li key={`${duty} ${lacking.fields.join(' ')}`}>
            {say(words.line, {
              duty: say(labelOf(duty) ?? { zh: duty, en: duty }),
              asked: say(lacking.asked),
              count,
              rows: rows.join(say(words.and)),
            })}
            {rows.length < count ? say(words.more) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
