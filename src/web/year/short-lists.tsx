import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { YearView } from '../../api/contract/year.ts'
import { addDays, weekday } from '../../ledger/day/day.ts'
import { soonWorkdays } from '../../matter/soon.ts'
import { dayInWords } from '../components/day.ts'
import { DutyName } from '../duty/duty-name.tsx'
import { useSay } from '../say.tsx'
import { WaitingPart } from '../waiting/waiting-part.tsx'
import { lateOfYear, useLastYearLate } from './last-year-late.ts'
import type { Opened } from './opened.ts'
import { shortOf } from './short-of.ts'

const words = {
  week: { zh: '本周到期', en: 'Due this week' },
  due: { zh: '{days} 个工作日内到期', en: 'Due in the next {days} working days' },
  short: { zh: '若无变化将不能完成', en: 'Falls short if nothing changes' },
  late: { zh: '已经逾期', en: 'Overdue already' },
  shortPast: { zh: '没有按要求完成', en: 'Not done as required' },
  nothing: { zh: '没有', en: 'Nothing' },
  all: { zh: '还有 {count} 项', en: '{count} more' },
}

/** Where the lists begin, for what leads to them. */
export const listsId = 'year-lists'

/** Lines a short list shows before it is asked for the rest; short is its point. */
const linesMax = 5

interface Line {
  readonly duty: string
  readonly key: string
  readonly text: string
  readonly open: () => void
}

/** What asks for attention, beside the grid. */
export function ShortLists(props: { view: YearView; onOpen: (cell: Opened) => void }) {
  const { say } = useSay()
  const { view } = props
  const lists = useLines(props)
  // Of a year that is over hardly anything falls due any more: a meeting held until February.
  const isOver = view.today.slice(0, 4) > String(view.year)
  return (
    <>
      <WaitingPart />
      {(['week', 'due', 'short'] as const)
        .filter((list) => !isOver || lists[list].length > 0)
        .map((list) => (
          <ShortList
            key={list}
            title={say(words[list], { days: soonWorkdays })}
            lines={lists[list]}
          />
        ))}
      <ShortList title={say(isOver ? words.shortPast : words.late)} lines={lists.late}>
        <LastYearLine />
      </ShortList>
    </>
  )
}

/** At New Year: what the year before still asks for, which the lists of the new one do not show. */
function LastYearLine() {
  const { say } = useSay()
  const last = useLastYearLate()
  if (last === null) return null
  return (
    <p>
      <Link to="/" search={{ year: last.year }}>
        {say(lateOfYear, last)}
      </Link>
    </p>
  )
}

function useLines({
  view,
  onOpen,
}: {
  view: YearView
  onOpen: (cell: Opened) => void
}): Record<'week' | 'due' | 'short' | 'late', readonly Line[]> {
  const { say, lang } = useSay()
  const openAt = (duty: string, day: string) => () => {
    const windows = view.standings.find((one) => one.duty === duty)?.windows ?? []
    const window = windows.find((one) => one.from <= day && day <= one.to) ?? windows.at(-1)
    if (window) onOpen({ duty, period: window.period })
  }
  const sunday = addDays(view.today, 7 - weekday(view.today))
  const due = (days: (on: string) => boolean): readonly Line[] =>
    view.due
      .filter(({ on }) => days(on))
      .map(({ duty, on, reason }) => ({
        duty,
        key: on,
        text: `${dayInWords(on, lang)} · ${say(reason)}`,
        open: openAt(duty, on),
      }))
  const short = (state: 'atRisk' | 'overdue'): readonly Line[] =>
    shortOf(view, state).map(({ duty, period, text }) => ({
      duty,
      key: period,
      text: say(text),
      open: () => onOpen({ duty, period }),
    }))
  return {
    week: due((on) => on <= sunday),
    due: due((on) => on > sunday),
    short: short('atRisk'),
    late: short('overdue'),
  }
}

function ShortList({
  title,
  lines,
  children = null,
}: {
  title: string
  lines: readonly Line[]
  children?: ReactNode
}) {
  const { say } = useSay()
  const [shown, setShown] = useState(linesMax)
  const rest = lines.length - shown
  return (
    <section className="short-list">
      <h2>
        {title} {lines.length > 0 ? <span className="count number">{lines.length}</span> : null}
      </h2>
      {lines.length > 0 ? (
        <ul>
          {lines.slice(0, shown).map((line) => (
            <ShortLine key={`${line.duty} ${line.key}`} line={line} />
          ))}
        </ul>
      ) : (
        <p className="quiet">{say(words.nothing)}</p>
      )}
      {children}
      {rest > 0 ? (
        <button type="button" className="link small" onClick={() => setShown(lines.length)}>
          {say(words.all, { count: rest })}
        </button>
      ) : null}
    </section>
  )
}

function ShortLine({ line: { duty, text, open } }: { line: Line }) {
  return (
    <li>
      <button type="button" className="link" onClick={open}>
        <DutyName id={duty} />
      </button>
      <p className="quiet small">{text}</p>
    </li>
  )
}
