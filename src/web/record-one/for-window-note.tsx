import type { Register } from '../../ledger/register/register.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { DutyName } from '../duty/duty-name.tsx'
import { useSay } from '../say.tsx'
import type { ForWindow } from './record-one.ts'
import './record-one.css'

const words = {
  between: {
    zh: '日期在{from}至{to}之间才计入；先填的日期请改为实际日期。',
    en: 'It counts with a day from {from} to {to}. Put in the day on which it really was.',
  },
  open: { zh: '计入还要填写：{fields}。', en: 'To be counted it also needs: {fields}.' },
  comma: { zh: '、', en: ', ' },
}

/** Over a form that is to answer a window: which one, and what makes the window count it. */
export function ForWindowNote({ window, register }: { window: ForWindow; register: Register }) {
  const { say, lang } = useSay()
  const { duty, period, wanted } = window
  const [from, to] = [wanted.days.from, wanted.days.to].map((day) => dayInWords(day, lang))
  const open = register.fields.filter(({ id }) => wanted.open.includes(id))
  return (
    <div className="note small for-window">
      <p>
        <strong>
          <DutyName id={duty} />
        </strong>{' '}
        · {periodInWords(period, lang)}
      </p>
      <p>{say(words.between, { from: from ?? '', to: to ?? '' })}</p>
      {open.length > 0 ? (
        <p>
          {say(words.open, { fields: open.map(({ label }) => say(label)).join(say(words.comma)) })}
        </p>
      ) : null}
    </div>
  )
}
