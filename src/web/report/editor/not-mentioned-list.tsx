import type { NotMentioned } from '../../../report/document.ts'
import { leftOutMark } from '../../../report/left-out.ts'
import { useSay } from '../../say.tsx'

const words = {
  title: { zh: '报告没有提及（{count}项）', en: 'Not mentioned ({count})' },
  help: {
    zh: '台账里已有、报告没有写到。签发后这份清单随报告封存，印在核验说明里，收文单位看得到。',
    en: 'The ledger has it and the text is silent. The list is sealed with the report, printed in its annex and seen by whoever receives it.',
  },
}

/**
 * What the ledger has and the report leaves out, as whoever signs must know it. `doneLate`: duties
 * that were done after their day, which what is sealed does not tell apart.
 */
export function NotMentionedList(props: {
  readonly items: readonly NotMentioned[]
  readonly doneLate: readonly string[]
}) {
  const { items, doneLate } = props
  const { say } = useSay()
  if (items.length === 0) return null
  return (
    <section className="not-mentioned">
      <h3>{say(words.title, { count: items.length })}</h3>
      <p className="quiet small">{say(words.help)}</p>
      <ul>
        {items.map((one) => (
          <li key={one.duty}>
            <span className={`mention ${one.kind}`}>{say(leftOutMark(one, doneLate))}</span>{' '}
            {say(one.label)} <span className="quiet small">{say(one.reason)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
