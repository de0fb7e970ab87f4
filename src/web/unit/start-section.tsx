import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { yearAtQuery } from '../api-client/year-queries.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { useSay } from '../say.tsx'
import './start-section.css'
import { unitQuery, useSaying } from './unit-query.ts'

const words = {
  title: { zh: '台账起始日', en: 'First day of the ledger' },
  about: {
    zh: '这一天之前的不作要求，不提醒，报告也不说没有做；已经登记的照样计入。改动是一条日志记录；已签发年度的要求不再改变。',
    en: 'Nothing before this day is owed, reminded of, or called missing in a report; what is recorded counts all the same. A change is an entry of the log; what a signed year owed changes no more.',
  },
  is: { zh: '起始日为{day}。', en: 'The first day is {day}.' },
  none: {
    zh: '没有起始日：每一年都按全年要求。',
    en: 'There is none: every year is owed as a whole.',
  },
  day: { zh: '起始日', en: 'First day' },
  save: { zh: '保存', en: 'Save' },
  whole: { zh: '回看全年：从{day}起', en: 'Look back over the year: from {day}' },
  fromToday: { zh: '从今天起记', en: 'Begin today' },
  missing: { zh: '到今天还缺的', en: 'Still missing by today' },
  missingAbout: {
    zh: '共{count}处。点一个时段，就打开它要的记录；当时有的补记，没有的说明原因。',
    en: '{count} in all. Choose a window to record what it asks for; of what was not done, say why.',
  },
  nothing: { zh: '起始日以来没有缺的。', en: 'Nothing is missing since the first day.' },
}

/** From which day on duties are owed, and what looking back over the year asks for. */
export function StartSection() {
  const { say, lang } = useSay()
  const { data: unit } = useSuspenseQuery(unitQuery)
  return (
    <>
      <section aria-labelledby="start-title">
        <h2 id="start-title">{say(words.title)}</h2>
        <p className="quiet">{say(words.about)}</p>
        <p>
          {unit.start === null
            ? say(words.none)
            : say(words.is, { day: dayInWords(unit.start, lang) })}
        </p>
        {unit.mayEdit ? <StartForm key={unit.start} unit={unit} /> : null}
      </section>
      <Missing />
    </>
  )
}

function StartForm({ unit: { start, today } }: { unit: UnitView }) {
  const { say, lang } = useSay()
  const [from, setFrom] = useState(start ?? '')
  const saying = useSaying(() => undefined)
  const put = (day: string) => {
    if (!saying.isPending) saying.mutate({ path: 'start', body: { from: day } })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (from !== '') put(from)
  }
  const first = `${today.slice(0, 4)}-01-01`
  return (
    <form className="stack" onSubmit={submit}>
      <DayInput label={say(words.day)} value={from} onChange={setFrom} />
      {saying.error ? (
        <ErrorNote
          error={saying.error}
          retry={() => {
            if (saying.variables) saying.mutate(saying.variables)
          }}
        />
      ) : null}
      <div className="actions">
        <button type="submit" className="button primary">
          {say(words.save)}
        </button>
        {start === first ? null : (
          <button type="button" className="button" onClick={() => put(first)}>
            {say(words.whole, { day: dayInWords(first, lang) })}
          </button>
        )}
        {start === today ? null : (
          <button type="button" className="button" onClick={() => put(today)}>
            {say(words.fromToday)}
          </button>
        )}
      </div>
    </form>
  )
}

/** Each window that has ended and still asks for something, as the way to its form. */
function Missing() {
  const { say, lang } = useSay()
  const { session, pack } = useUnit()
  const year = Number(session.today.slice(0, 4))
  const { data } = useQuery(yearAtQuery(year))
  if (!data) return null
  const lines = data.standings
    .map((standing) => ({ standing, windows: missingIn(standing, data.today) }))
    .filter(({ windows }) => windows.length > 0)
  const count = lines.reduce((sum, { windows }) => sum + windows.length, 0)
  const labelOf = (duty: string) => pack.duties.find(({ id }) => id === duty)?.label
  return (
    <section aria-labelledby="missing-title">
      <h2 id="missing-title">{say(words.missing)}</h2>
      <p className="quiet">
        {count === 0 ? say(words.nothing) : say(words.missingAbout, { count })}
      </p>
      <ul className="look-back">
        {lines.map(({ standing: { duty }, windows }) => (
          <li key={duty}>
            <span>{say(labelOf(duty) ?? { zh: duty, en: duty })}</span>
            <span className="inline-list">
              {windows.map(({ period }) => (
                <Link key={period} to="/" search={{ year, duty, period }}>
                  {periodInWords(period, lang)}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function missingIn({ windows }: Pick<DutyStanding, 'windows'>, today: string) {
  return windows.filter(({ state, to, dueOn = to }) => {
    return (state === 'overdue' || state === 'awaitingAttestation') && dueOn < today
  })
}
