import { Link } from '@tanstack/react-router'
import type { MyYear } from '../../api/contract/calendar.ts'
import type { YearView } from '../../api/contract/year.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { useSay } from '../say.tsx'
import { DutyName } from '../year/duty-name.tsx'
import { StateMark } from '../year/state-mark.tsx'
import { standingWord } from '../year/state-words.ts'
import { capacityWords } from './capacity-words.ts'
import { MineSection } from './mine-section.tsx'

const words = {
  title: { zh: '我的责任', en: 'My duties' },
  undivided: {
    zh: '{year}年的责任还没有分工；分工之后，您负责的事项列在这里。',
    en: 'The duties of {year} are not assigned yet; those you answer for will stand here.',
  },
  none: { zh: '没有由您或您的科室负责的责任事项', en: 'No duty is yours or your office’s' },
}

/** The duties I answer for, by name or by office, and where each stands. */
export function MyDuties({ mine, view }: { mine: MyYear; view: YearView }) {
  const { say } = useSay()
  const standings = new Map(view.standings.map((one) => [one.duty, one]))
  const empty = mine.divided ? say(words.none) : say(words.undivided, { year: mine.year })
  return (
    <MineSection title={say(words.title)} count={mine.duties.length} empty={empty}>
      <ul className="mine-lines">
        {mine.duties.map(({ duty, as }) => (
          <DutyLine
            key={duty}
            duty={duty}
            as={say(capacityWords[as])}
            year={mine.year}
            standing={standings.get(duty)}
          />
        ))}
      </ul>
    </MineSection>
  )
}

function DutyLine(props: {
  duty: string
  as: string
  year: number
  standing: DutyStanding | undefined
}) {
  const { say } = useSay()
  const { duty, as, year, standing } = props
  const window = standing?.windows.find(({ state }) => state !== 'met') ?? standing?.windows.at(-1)
  return (
    <li>
      <Link to="/" search={{ year, duty, period: window?.period }}>
        <DutyName id={duty} />
      </Link>{' '}
      <span className="own-mark">{as}</span>
      {standing ? (
        <p className={`small state-line ${standing.state}`}>
          <StateMark state={standing.state} /> {say(standingWord(standing))}{' '}
          <span className="quiet">{say(standing.reason)}</span>
        </p>
      ) : null}
    </li>
  )
}
