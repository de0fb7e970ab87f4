import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { CalendarItem, CalendarView } from '../../api/contract/calendar.ts'
import { monthInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'
import './calendar-page.css'
import '../components/marks.css'
import '../styles/print.css'
import { calendarQuery } from './calendar-queries.ts'
import type { CalendarSearch } from './calendar-search.ts'
import { DayDetail } from './day-detail.tsx'
import { DayList } from './day-list.tsx'
import { monthAfter, openingMonth, weeksOf } from './month-days.ts'
import { MonthGrid } from './month-grid.tsx'

const words = {
  title: { zh: '{year}年{month}', en: '{month} {year}' },
  calendar: { zh: '日历', en: 'Calendar' },
  before: { zh: '上个月', en: 'Month before' },
  after: { zh: '下个月', en: 'Month after' },
  today: { zh: '今天', en: 'Today' },
  asMonth: { zh: '按月', en: 'Month' },
  asList: { zh: '列表', en: 'List' },
  mine: { zh: '只看我的', en: 'Only mine' },
  view: { zh: '样式', en: 'View' },
  print: { zh: '打印', en: 'Print' },
  subscribe: { zh: '订阅到自己的日历', en: 'In my own calendar' },
}

/** Meetings held and planned, and what is due: a month, or the days as a list. */
export function CalendarPage() {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const { year } = useYear()
  const search = useSearch({ from: '/inside/calendar' })
  const change = useChange()
  const [opened, setOpened] = useState(0)
  const { today } = session
  const month = monthIn(search, year, today)
  const chosen = dayIn(search, month, today)
  const days = weeksOf(month).flat()
  const query = useQuery(calendarQuery(days[0] ?? '', days.at(-1) ?? ''))
  const items = (query.data?.items ?? []).filter(({ mine }) => mine || !search.mine)
  const asList = search.view === 'list'
  const choose = (day: string, how: 'look' | 'open') => {
    change({ day, month: day.slice(0, 7), year: Number(day.slice(0, 4)) })
    if (how === 'open') setOpened(opened + 1)
  }
  const [shownYear = '', shownMonth = ''] = month.split('-')
  const title = say(words.title, { year: shownYear, month: monthInWords(Number(shownMonth), lang) })
  return (
    <div className="calendar-page">
      <PageHead title={say(words.calendar)} aside={title}>
        <MonthSteps month={month} today={today} onChange={change} />
        <Choices search={search} onChange={change} />
      </PageHead>
      <HolidayNotices notices={query.data?.notices ?? []} />
      {query.error ? (
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Loading />
      ) : (
        <div className={query.isPlaceholderData ? 'calendar waiting' : 'calendar'}>
          {asList ? (
            <DayList
              items={items.filter(({ on }) => on.startsWith(month))}
              today={today}
              chosen={chosen}
              onChoose={(day) => choose(day, 'open')}
            />
          ) : (
            <MonthGrid
              month={month}
              title={title}
              today={today}
              chosen={chosen}
              items={items}
              offDays={new Set(query.data.offDays)}
              onChoose={choose}
            />
          )}
          <DayAside day={chosen} today={today} items={items} opened={opened} />
        </div>
      )}
    </div>
  )
}

/** Days off that are not known yet are told, and not shown as days of work without a word. */
function HolidayNotices({ notices }: Pick<CalendarView, 'notices'>) {
  const { say } = useSay()
  return notices.map((notice) => (
    <p key={notice.en} className="quiet small calendar-notice">
      {say(notice)}
    </p>
  ))
}

function DayAside(props: {
  day: string
  today: string
  items: readonly CalendarItem[]
  opened: number
}) {
  const { say } = useSay()
  const { day, items } = props
  return (
    <aside className="calendar-aside">
      <DayDetail {...props} items={items.filter(({ on }) => on === day)} />
      <p className="small unprinted">
        <Link to="/mine" hash="feed">
          {say(words.subscribe)}
        </Link>
      </p>
    </aside>
  )
}

type Change = Partial<CalendarSearch> & { readonly year?: number }

function useChange() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/inside/calendar' })
  return useCallback(
    (next: Change) =>
      void navigate({
        to: '/calendar',
        search: { ...search, ...next },
        replace: true,
        resetScroll: false,
      }),
    [navigate, search],
  )
}

// The year above and the month here are chosen apart; where they differ the year was chosen last.
function monthIn({ month }: CalendarSearch, year: number, today: string): string {
  return month?.startsWith(`${year}-`) ? month : openingMonth(year, today)
}

function dayIn({ day }: CalendarSearch, month: string, today: string): string {
  if (day?.startsWith(month)) return day
  return today.startsWith(month) ? today : `${month}-01`
}

function MonthSteps(props: { month: string; today: string; onChange: (next: Change) => void }) {
  const { say } = useSay()
  const { month, today } = props
  const go = (to: string, day?: string) =>
    props.onChange({ month: to, year: Number(to.slice(0, 4)), day })
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={say(words.before)}
        onClick={() => go(monthAfter(month, -1))}
      >
        ←
      </button>
      <button type="button" className="button" onClick={() => go(today.slice(0, 7), today)}>
        {say(words.today)}
      </button>
      <button
        type="button"
        className="button"
        aria-label={say(words.after)}
        onClick={() => go(monthAfter(month, 1))}
      >
        →
      </button>
    </>
  )
}

function Choices(props: { search: CalendarSearch; onChange: (next: Change) => void }) {
  const { say } = useSay()
  const { search, onChange } = props
  return (
    <>
      <span className="view-choice" role="group" aria-label={say(words.view)}>
        {([undefined, 'list'] as const).map((view) => (
          <button
            key={view ?? 'month'}
            type="button"
            className="button plain"
            aria-pressed={search.view === view}
            onClick={() => onChange({ view })}
          >
            {say(view === 'list' ? words.asList : words.asMonth)}
          </button>
        ))}
      </span>
      <label className="check">
        <input
          type="checkbox"
          checked={search.mine ?? false}
          onChange={(event) => onChange({ mine: event.target.checked || undefined })}
        />{' '}
        {say(words.mine)}
      </label>
      <button type="button" className="button plain wide-only" onClick={() => window.print()}>
        {say(words.print)}
      </button>
    </>
  )
}
