import { Link } from '@tanstack/react-router'
import type { MyYear } from '../../api/contract/calendar.ts'
import type { YearView } from '../../api/contract/year.ts'
import type { Label } from '../../ledger/label.ts'
import { dayInWords } from '../components/day.ts'
import { DutyName } from '../duty/duty-name.tsx'
import { StateMark } from '../duty/state-mark.tsx'
import type { Look } from '../duty/state-words.ts'
import { lookWord, standingLook, standingWord } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import { capacityWords } from './capacity-words.ts'
import { MineSection } from './mine-section.tsx'

const words = {
  title: { zh: '我的责任', en: 'My duties' },
  undivided: {
    zh: '{year}年的责任还没有分工；分工之后，您负责的事项列在这里。',
    en: 'The duties of {year} are not assigned yet; those you answer for will stand here.',
  },
  left: { zh: '{year}年 · {day}前', en: '{year} · by {day}' },
  none: { zh: '没有由您或您的科室负责的责任事项', en: 'No duty is yours or your office’s' },
}

/** The duties I answer for, by name or by office, and where each stands. */
export function MyDuties({ mine, view }: { mine: MyYear; view: YearView }) {
  const { say, lang } = useSay()
  const standings = new Map(view.standings.map((one) => [one.duty, one]))
  const empty = mine.divided ? say(words.none) : say(words.undivided, { year: mine.year })
  return (
    <MineSection
      title={say(words.title)}
      count={mine.left.length + mine.duties.length}
      empty={empty}
    >
      <ul className="mine-lines">
        {mine.left.map(({ duty, as, year, period, due, state, reason }) => (
          <DutyLine
            key={`${duty} ${period}`}
            to={{ year, duty, period }}
            marks={[say(words.left, { year, day: dayInWords(due, lang) }), say(capacityWords[as])]}
            said={{ state, word: lookWord(state), reason }}
          />
        ))}
        {mine.duties.map(({ duty, as }) => {
          const standing = standings.get(duty)
          const windows = standing?.windows
          const window = windows?.find(({ state }) => state !== 'met') ?? windows?.at(-1)
          return (
            <DutyLine
              key={duty}
              to={{ year: mine.year, duty, period: window?.period }}
              marks={[say(capacityWords[as])]}
              said={
                standing
                  ? { ...standing, state: standingLook(standing), word: standingWord(standing) }
                  : null
              }
            />
          )
        })}
      </ul>
    </MineSection>
  )
}

function DutyLine(props: {
  to: { year: number; duty: string; period: string | undefined }
  marks: readonly string[]
  said: { readonly state: Look; readonly word: Label; readonly reason: Label } | null
}) {
  const { say } = useSay()
  const { to, marks, said } = props
  return (
    <li>
      <Link to="/" search={to}>
        <DutyName id={to.duty} />
      </Link>
      {marks.map((mark) => (
        <span key={mark}>
          {' '}
          <span className="own-mark">{mark}</span>
        </span>
      ))}
      {said ? (
        <p className={`small state-line ${said.state}`}>
          <StateMark state={said.state} /> {say(said.word)}{' '}
          <span className="quiet">{say(said.reason)}</span>
        </p>
      ) : null}
    </li>
  )
}
