import type { Label } from '../../ledger/label.ts'
import type { Register } from '../../ledger/register/register.ts'
import { nextStage } from '../../ledger/register/stage.ts'
import type { NearDay } from '../../matter/soon.ts'
import { soonWord } from '../../matter/soon.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'

const words = {
  overdue: { zh: '已逾期', en: 'Overdue' },
  soon: soonWord,
}

/**
 * By when a record leaves its stage, in words and colour how near that is. What is settled owes
 * nothing: of it the day says what may still be done then, a look back. `otherwise`: what stands
 * before a day of which there is nothing to say yet.
 */
export function DueMark(props: {
  due: NearDay | null
  register: Register
  stage: string
  otherwise?: Label
}) {
  const { say, lang } = useSay()
  const { due, register, stage, otherwise } = props
  if (due === null) return null
  const here = register.stages?.find(({ id }) => id === stage) ?? null
  const then = here?.settled ? nextStage(register.stages, here) : null
  const near = here?.settled || due.state === 'later' ? null : words[due.state]
  const word = then ? (then.part ?? then.label) : near
  return (
    <span className={here?.settled ? 'due-mark' : `due-mark ${due.state}`}>
      {word ? <strong>{say(word)}</strong> : otherwise ? say(otherwise) : null}
      {word || otherwise ? ' ' : null}
      <span className="number">{dayInWords(due.on, lang)}</span>
    </span>
  )
}
