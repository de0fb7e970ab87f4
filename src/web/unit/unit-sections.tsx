import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { unitRegisters } from '../../ledger/core/core-registers.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './unit-page.css'
import { DutiesSection } from './duties-section.tsx'
import { NamesSection } from './names-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { ReportWordsSection } from './report-words-section.tsx'
import { unitQuery } from './unit-query.ts'

const words = {
  about: {
    zh: '本单位是什么单位、会议和上下级怎么称呼、适用哪些责任事项。每次修改都是一条日志记录，从某日起适用。',
    en: 'What the unit is, what its meetings and bodies are called, which duties bind it. Each change is an entry of the log and holds from a day on.',
  },
  entries: { zh: '全部修改', en: 'All changes' },
  later: { zh: '已填写、尚未到期的修改', en: 'Said already, for a later day' },
  since: { zh: '{day}起', en: 'From {day}' },
}

/** What the unit says of itself, each part with its own entries of the log. */
export function UnitSections() {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const { data: unit } = useSuspenseQuery(unitQuery)
  return (
    <div className="unit-page">
      <div className="stack">
        <p className="quiet">{say(words.about)}</p>
        <p className="inline-list">
          <span className="quiet">{say(words.entries)}</span>
          {pack.registers
            .filter(({ id }) => unitRegisters.includes(id))
            .map(({ id, label }) => (
              <Link key={id} to="/registers/$register" params={{ register: id }}>
                {say(label)}
              </Link>
            ))}
        </p>
      </div>
      {unit.later.length > 0 ? (
        <section aria-labelledby="later-title">
          <h2 id="later-title">{say(words.later)}</h2>
          <ul>
            {unit.later.map((one) => (
              <li key={one.record}>
                {say(one.title)}{' '}
                <span className="quiet small">
                  {say(words.since, { day: dayInWords(one.from, lang) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <ProfileSection unit={unit} />
      {unit.lists.map((list, nth) => (
        <NamesSection key={list.list} unit={unit} list={list} isOpen={nth === 0} />
      ))}
      <ReportWordsSection unit={unit} />
      <DutiesSection unit={unit} />
    </div>
  )
}
