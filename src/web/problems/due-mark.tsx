import type { StageDue } from '../../ledger/register/stage.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'

const words = {
  overdue: { zh: '已逾期', en: 'Overdue' },
  soon: { zh: '即将到期', en: 'Due soon' },
  passed: { zh: '到期', en: 'Was due' },
}

/** By when, in words and colour how near that is; what is settled cannot be overdue, only due. */
export function DueMark({ due, settled = false }: { due: StageDue | null; settled?: boolean }) {
  const { say, lang } = useSay()
  if (due === null) return null
  const isPassed = settled && due.state === 'overdue'
  const word = isPassed ? words.passed : due.state === 'later' ? null : words[due.state]
  return (
    <span className={`due-mark ${isPassed ? 'soon' : due.state}`}>
      {word ? <strong>{say(word)} </strong> : null}
      <span className="number">{dayInWords(due.on, lang)}</span>
    </span>
  )
}
