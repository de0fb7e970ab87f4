import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DutyStanding, DutyWindow } from '../../duty/duty.ts'
import { yearQuery } from '../ask/queries.ts'
import { useYear } from '../frame/use-year.ts'
import { dayInWords } from '../parts/day.ts'
import { PageHead } from '../parts/page-head.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import '../styles/year.css'
import { BurdenChart } from './burden-chart.tsx'
import { LatenessChart } from './lateness-chart.tsx'
import { ShortLists } from './short-lists.tsx'
import { statesInOrder, stateWords } from './state-words.ts'
import { StateMark } from './state-mark.tsx'
import { WindowDetail } from './window-detail.tsx'
import { YearGrid } from './year-grid.tsx'

const words = {
  title: { zh: '{year}年', en: 'The year {year}' },
  asOf: { zh: '截至{day}', en: 'As of {day}' },
  legend: { zh: '图例', en: 'Legend' },
}

/** One cell of the grid that somebody opened. */
export interface Opened {
  readonly duty: string
  readonly period: string
}

/** The year on one page: duties × months, what is due, what it cost. */
export function YearPage() {
  const { say, lang } = useSay()
  const { year } = useYear()
  const { pack } = useUnit()
  const { data: view } = useSuspenseQuery(yearQuery(year))
  const [opened, setOpened] = useState<Opened | null>(null)
  const found = opened ? windowOf(view.standings, opened) : null
  return (
    <>
      <PageHead
        title={say(words.title, { year })}
        aside={say(words.asOf, { day: dayInWords(view.today, lang) })}
      >
        <Legend standings={view.standings} />
      </PageHead>
      <div className="year">
        <YearGrid view={view} pack={pack} opened={opened} onOpen={setOpened} />
        <aside className="year-aside">
          {found ? (
            <WindowDetail
              key={`${found.standing.duty} ${found.window.period}`}
              standing={found.standing}
              window={found.window}
              onClose={() => setOpened(null)}
            />
          ) : (
            <ShortLists view={view} pack={pack} onOpen={setOpened} />
          )}
        </aside>
      </div>
      <div className="year-charts">
        <BurdenChart view={view} />
        <LatenessChart view={view} />
      </div>
    </>
  )
}

function windowOf(
  standings: readonly DutyStanding[],
  opened: Opened,
): { standing: DutyStanding; window: DutyWindow } | null {
  const standing = standings.find((one) => one.duty === opened.duty)
  const window = standing?.windows.find((one) => one.period === opened.period)
  return standing && window ? { standing, window } : null
}

function Legend({ standings }: { standings: readonly DutyStanding[] }) {
  const { say } = useSay()
  return (
    <ul className="legend" aria-label={say(words.legend)}>
      {statesInOrder.map((state) => (
        <li key={state} className={state}>
          <StateMark state={state} /> {say(stateWords[state].word)}{' '}
          <span className="number">{standings.filter((one) => one.state === state).length}</span>
        </li>
      ))}
    </ul>
  )
}
