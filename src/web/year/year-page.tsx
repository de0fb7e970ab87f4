import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { YearView } from '../../api/contract/year.ts'
import type { DutyStanding, DutyWindow } from '../../duty/duty-standing.ts'
import { dayInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useNarrow } from '../components/use-narrow.ts'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { places } from '../places.ts'
import { useSay } from '../say.tsx'
import './year-page.css'
import '../components/marks.css'
import '../styles/print.css'
import { planQuery, yearAtQuery } from '../api-client/year-queries.ts'
import { StateMark } from '../duty/state-mark.tsx'
import { looksInOrder, lookWord, standingLook } from '../duty/state-words.ts'
import { DutiesOff } from './duties-off.tsx'
import { FirstSteps } from './first-steps.tsx'
import type { Opened } from './opened.ts'
import { listsId, ShortLists } from './short-lists.tsx'
import { shownDuties } from './shown-duties.ts'
import { WindowDetail } from './window-detail.tsx'
import type { YearFilter } from './year-filter.ts'
import { YearFilters } from './year-filters.tsx'
import { YearGrid } from './year-grid.tsx'
import { YearNeeds } from './year-needs.tsx'
import { YearPictures } from './year-pictures.tsx'

const words = {
  title: { zh: '{year}年', en: 'The year {year}' },
  asOf: { zh: '截至{day}', en: 'As of {day}' },
  stood: {
    zh: '这是日志第 {size} 条时的情况，之后的记录不计在内。',
    en: 'This is how the log stood at {size} entries; what came later does not count.',
  },
  otherPack: {
    zh: '按当时的业务包 {version} 计算。',
    en: 'Judged by the pack of its time, {version}.',
  },
  legend: { zh: '图例和各状态项数', en: 'Legend, and duties in each state' },
  none: { zh: '没有符合条件的责任事项', en: 'No duty fits this filter' },
  clear: { zh: '恢复全部', en: 'Show all' },
  print: { zh: '打印', en: 'Print' },
  plan: { zh: '计划', en: 'Plan' },
}

const nobody: never[] = []

/** The year on one page: duties × months, what is due, what it cost. */
export function YearPage() {
  const { say } = useSay()
  const { year } = useYear()
  const { pack } = useUnit()
  const filter = useSearch({ from: '/inside/' })
  const change = useChange()
  const isNarrow = useNarrow()
  const { data: view } = useSuspenseQuery(yearAtQuery(year, filter.at))
  const plan = useQuery(planQuery(year)).data
  const assignments = plan?.assignments ?? nobody
  const { part, office, person, state } = filter
  const parts = useMemo(
    () => shownDuties({ view, pack }, { part, office, person, state }, assignments),
    [view, pack, assignments, part, office, person, state],
  )
  const open = useCallback((cell: Opened) => change({ ...cell }), [change])
  const close = useCallback(() => change({ duty: undefined, period: undefined }), [change])
  const opened = useMemo(() => openedIn(filter), [filter])
  const found = opened ? windowOf(view.standings, opened) : null
  return (
    <div className="year-page">
      <YearHead view={view} filter={filter} onChange={change} />
      <FirstSteps />
      <Notices view={view} at={filter.at} />
      {isNarrow ? <YearNeeds view={view} onChange={change} /> : null}
      <YearFilters
        year={year}
        filter={filter}
        assignments={plan?.assignments ?? null}
        onChange={change}
      >
        {isNarrow ? <Legend view={view} filter={filter} onChange={change} /> : null}
      </YearFilters>
      <div className="year">
        <YearGrid
          view={view}
          parts={parts}
          isChosen={[part, office, person, state].some((one) => one !== undefined)}
          opened={opened}
          onOpen={open}
          empty={
            <Empty title={say(words.none)}>
              <button type="button" className="button" onClick={() => change(noFilter)}>
                {say(words.clear)}
              </button>
            </Empty>
          }
        />
        <aside id={listsId} className={found ? 'year-aside opened' : 'year-aside'}>
          {found ? (
            <WindowDetail
              key={`${found.standing.duty} ${found.window.period}`}
              standing={found.standing}
              window={found.window}
              onClose={close}
            />
          ) : (
            <ShortLists view={view} onOpen={open} />
          )}
        </aside>
        <div className="year-under">
          <DutiesOff off={view.off} />
          <YearPictures year={year} at={filter.at} />
        </div>
      </div>
    </div>
  )
}

function YearHead(props: {
  view: YearView
  filter: YearFilter
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say, lang } = useSay()
  const { view } = props
  return (
    <PageHead
      title={say(words.title, { year: view.year })}
      aside={say(words.asOf, { day: dayInWords(view.today, lang) })}
    >
      {useNarrow() ? null : <Legend {...props} />}
      <Link to="/plan" className="button plain">
        {say(words.plan)}
      </Link>
      <Link to="/mine" className="button plain wide-only">
        {say(places.mine.label)}
      </Link>
      <button type="button" className="button plain wide-only" onClick={() => window.print()}>
        {say(words.print)}
      </button>
    </PageHead>
  )
}

const noFilter: YearFilter = {
  part: undefined,
  office: undefined,
  person: undefined,
  state: undefined,
}

/** Changes the address, and with it the page; nothing jumps. */
function useChange() {
  const navigate = useNavigate()
  return useCallback(
    (next: Partial<YearFilter>) =>
      void navigate({
        to: '/',
        search: (before) => ({ ...before, ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
}

function openedIn({ duty, period }: YearFilter): Opened | null {
  return duty === undefined || period === undefined ? null : { duty, period }
}

function windowOf(
  standings: readonly DutyStanding[],
  opened: Opened,
): { standing: DutyStanding; window: DutyWindow } | null {
  const standing = standings.find((one) => one.duty === opened.duty)
  const window = standing?.windows.find((one) => one.period === opened.period)
  return standing && window ? { standing, window } : null
}

/** What must stand beside the year: unknown holidays, an older pack, an older position. */
function Notices({ view, at }: { view: YearView; at: number | undefined }) {
  const { say } = useSay()
  const { pack, notices, asOf } = view
  const stands = [
    ...(at === undefined ? [] : [say(words.stood, { size: asOf.size })]),
    ...(pack.isCurrent ? [] : [say(words.otherPack, { version: pack.version })]),
  ]
  return (
    <>
      {stands.length > 0 ? <p className="quiet small year-stand">{stands.join(' ')}</p> : null}
      {notices.length > 0 ? (
        <div className="note wait year-notices" role="status">
          {notices.map((one) => (
            <p key={one.zh}>{say(one)}</p>
          ))}
        </div>
      ) : null}
    </>
  )
}

/** Each state with its mark, its word and how many; pressing one shows only these. */
function Legend(props: {
  view: YearView
  filter: YearFilter
  onChange: (next: Partial<YearFilter>) => void
}) {
  const { say } = useSay()
  const { view, filter } = props
  return (
    <ul className="legend" aria-label={say(words.legend)}>
      {looksInOrder.map((state) => {
        const count = view.standings.filter((one) => standingLook(one) === state).length
        const isShown = filter.state === state
        // Few years have any; one that has none says no more by saying so.
        if (state === 'doneLate' && count === 0 && !isShown) return null
        return (
          <li key={state} className={state}>
            <button
              type="button"
              className="legend-state"
              aria-pressed={isShown}
              disabled={count === 0 && !isShown}
              onClick={() => props.onChange({ state: isShown ? undefined : state })}
            >
              <StateMark state={state} /> {say(lookWord(state))}{' '}
              <span className="number">{count}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
