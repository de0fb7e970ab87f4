import type { StageDue } from '../../ledger/stage.ts'
import { dayInWords } from '../parts/day.ts'
import { useSay } from '../say.tsx'

const words = {
  overdue: { zh: '已逾期', en: 'Overdue' },
  soon: { zh: '即将到期', en: 'Due soon' },
}

/** By when, and in words and colour how near that is. */
export function DueMark({ due }: { due: StageDue | null }) {
  const { say, lang } = useSay()
  if (due === null) return null
  return (
    <span className={`due-mark ${due.state}`}>
      {due.state === 'later' ? null : <strong>{say(words[due.state])} </strong>}
      <span className="number">{dayInWords(due.on, lang)}</span>
    </span>
  )
}
