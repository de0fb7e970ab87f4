import { memo, useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode, SyntheticEvent } from 'react'
import type { YearView } from '../../api/contract/year.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../../duty/duty-standing.ts'
import { monthInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { closedParts, rememberClosed } from './closed-parts.ts'
import { moveInGrid, stopAt, stopInGrid } from '../components/grid-keys.ts'
import type { Opened } from './opened.ts'
import type { ShownDuty, ShownSection } from './shown-duties.ts'
import { StateMark } from './state-mark.tsx'
import { statesInOrder, stateWord, windowWord } from './state-words.ts'
import { monthsOf, windowSentence } from './window-sentence.ts'

const words = {
  caption: { zh: '责任事项按月一览', en: 'Duties by month' },
  duty: { zh: '责任事项', en: 'Duty' },
  hint: {
    zh: '移到格上看说明，点开看记录；方向键可在格间移动。',
    en: 'Point at a cell to read it, open it for its records; arrow keys move between cells.',
  },
  own: { zh: '自设', en: 'own' },
  source: { zh: '依据要求：{cadence}', en: 'the source asks: {cadence}' },
  count: { zh: '{count} 项', en: '{count}' },
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** Duties in their parts down, months across; a window stretches over the months it covers. */
export function YearGrid(props: {
  view: YearView
  parts: readonly ShownSection[]
  opened: Opened | null
  onOpen: (cell: Opened) => void
  empty: ReactNode
}) {
  const { say, lang } = useSay()
  const { view, parts, opened, onOpen } = props
  const table = useRef<HTMLTableElement>(null)
  const [closed, setClosed] = useState(closedParts)
  const thisMonth = view.today.startsWith(String(view.year)) ? Number(view.today.slice(5, 7)) : 0
  const toggle = useCallback((part: string) => {
    setClosed((before) => {
      const after = new Set(before)
      if (!after.delete(part)) after.add(part)
      rememberClosed(after)
      return after
    })
  }, [])
  useEffect(() => stopInGrid(table.current))
  return (
    <section className="year-grid" aria-label={say(words.caption)}>
      <table
        ref={table}
        onKeyDown={(event) => moveInGrid(event, table.current)}
        onFocus={(event) => stopAt(table.current, event.target)}
      >
        <caption className="unseen">{say(words.caption)}</caption>
        <thead>
          <tr>
            <th scope="col" className="duty-head">
              {say(words.duty)}
            </th>
            {months.map((month) => (
              <th key={month} scope="col" className={month === thisMonth ? 'now' : undefined}>
                {monthInWords(month, lang)}
              </th>
            ))}
          </tr>
        </thead>
        {parts.map((part) => (
          <PartRows
            key={part.id}
            part={part}
            year={view.year}
            isClosed={closed.has(part.id)}
            openedAt={part.duties.some(({ duty }) => duty.id === opened?.duty) ? opened : null}
            onToggle={toggle}
            onOpen={onOpen}
          />
        ))}
      </table>
      {parts.length === 0 ? props.empty : <Sentence table={table} />}
    </section>
  )
}

/** What the cell under the pointer or the focus says; alone it is drawn again, not the grid. */
function Sentence({ table }: { table: { readonly current: HTMLTableElement | null } }) {
  const { say } = useSay()
  const [sentence, setSentence] = useState<string | null>(null)
  useEffect(() => {
    const grid = table.current
    const tell = (event: Event) => {
      const cell = event.target instanceof Element ? event.target.closest('td button') : null
      setSentence(cell?.getAttribute('aria-label') ?? null)
    }
    const still = () => setSentence(null)
    grid?.addEventListener('mouseover', tell)
    grid?.addEventListener('focusin', tell)
    grid?.addEventListener('mouseleave', still)
    grid?.addEventListener('focusout', still)
    return () => {
      grid?.removeEventListener('mouseover', tell)
      grid?.removeEventListener('focusin', tell)
      grid?.removeEventListener('mouseleave', still)
      grid?.removeEventListener('focusout', still)
    }
  }, [table])
  return (
    <p className="sentence unprinted" aria-hidden="true">
      {sentence ?? <span className="quiet">{say(words.hint)}</span>}
    </p>
  )
}

const PartRows = memo(function PartRows(props: {
  part: ShownSection
  year: number
  isClosed: boolean
  openedAt: Opened | null
  onToggle: (part: string) => void
  onOpen: (cell: Opened) => void
}) {
  const { say } = useSay()
  const { part, isClosed } = props
  return (
    <tbody className={isClosed ? 'closed' : undefined}>
      <tr className="part">
        <th scope="rowgroup" colSpan={13}>
          <button type="button" aria-expanded={!isClosed} onClick={() => props.onToggle(part.id)}>
            <span className="part-name">{say(part.label)}</span>
            <PartSums duties={part.duties} />
          </button>
        </th>
      </tr>
      {part.duties.map((one) => (
        <DutyRow key={one.duty.id} {...props} {...one} />
      ))}
    </tbody>
  )
})

/** How many duties of a part are in each state; only those that ask for attention are named. */
function PartSums({ duties }: { duties: readonly ShownDuty[] }) {
  const { say } = useSay()
  const count = (state: DutyState) => duties.filter((one) => one.standing.state === state).length
  return (
    <span className="part-sums">
      <span className="quiet">{say(words.count, { count: duties.length })}</span>
      {statesInOrder
        .filter((state) => state !== 'onTrack' && count(state) > 0)
        .map((state) => (
          <span key={state} className={`sum ${state}`}>
            <StateMark state={state} />
            <span className="unseen">{say(stateWord(state))}</span> {count(state)}
          </span>
        ))}
    </span>
  )
}

function DutyRow(
  props: ShownDuty & {
    year: number
    openedAt: Opened | null
    onOpen: (cell: Opened) => void
  },
) {
  const { say } = useSay()
  const { duty, standing } = props
  const { tier, cadence } = duty.source
  return (
    <tr>
      <th scope="row" className={`duty ${standing.state}`}>
        <span className="duty-name">{say(duty.label)}</span>
        <span className="duty-rule">
          {say(duty.requirement)}
          {tier === 'own' ? <span className="own-mark">{say(words.own)}</span> : null}
          {cadence ? (
            <span className="cadence">{say(words.source, { cadence: say(cadence) })}</span>
          ) : null}
        </span>
      </th>
      <DutyCells {...props} />
    </tr>
  )
}

/** The row as cells: each window over its months, the months between left blank. */
function DutyCells(
  props: ShownDuty & {
    year: number
    openedAt: Opened | null
    onOpen: (cell: Opened) => void
  },
) {
  const { standing, year } = props
  const cells: ReactNode[] = []
  let next = 1
  for (const window of standing.windows) {
    const { from, to } = monthsOf(window, year)
    if (from < next) continue
    if (from > next) cells.push(<Blank key={`blank ${next}`} span={from - next} />)
    const inWindow = props.months.slice(from - 1, to)
    cells.push(<WindowCell key={window.period} {...props} window={window} months={inWindow} />)
    next = to + 1
  }
  if (next <= 12) cells.push(<Blank key="rest" span={13 - next} />)
  return <>{cells}</>
}

function Blank({ span }: { span: number }) {
  return <td colSpan={span} className="blank" style={spanStyle(span)} />
}

// On a phone the row is a grid of its own, which knows no colspan.
function spanStyle(span: number): Record<string, string> {
  return { gridColumn: `span ${span}` }
}

function WindowCell(props: {
  duty: ShownDuty['duty']
  standing: DutyStanding
  window: DutyWindow
  /** Records in each month the window stretches over. */
  months: readonly number[]
  openedAt: Opened | null
  onOpen: (cell: Opened) => void
}) {
  const { say } = useSay()
  const { duty, standing, window, months, openedAt } = props
  const span = Math.max(1, months.length)
  const isOpen = openedAt?.duty === duty.id && openedAt.period === window.period
  const open = (event: SyntheticEvent<HTMLElement>) => {
    event.currentTarget.focus()
    // Where the detail covers the lower part of the window, the cell moves out from under it.
    event.currentTarget.scrollIntoView({ block: 'nearest' })
    props.onOpen({ duty: duty.id, period: window.period })
  }
  return (
    <td colSpan={span} className={`cell ${window.state}`} style={spanStyle(span)}>
      <button
        type="button"
        tabIndex={-1}
        data-cell={`${duty.id} ${window.period}`}
        aria-label={say(windowSentence(duty.label, window, standing))}
        aria-expanded={isOpen}
        onClick={open}
      >
        <span className="cell-said">
          <StateMark state={window.state} />
          {span > 1 ? <span className="cell-word">{say(windowWord(window, standing))}</span> : null}
          {window.owed > 0 && (span > 1 || window.done > 1) ? (
            <span className="number">
              {span > 1 ? `${window.done}/${window.owed}` : window.done}
            </span>
          ) : null}
        </span>
        {span > 1 ? <MonthMarks months={months} /> : null}
      </button>
    </td>
  )
}

/** A mark under each month in which something happened; more than one is counted. */
function MonthMarks({ months }: { months: readonly number[] }) {
  return (
    <span className="month-marks" aria-hidden="true">
      {months.map((count, index) => (
        <span key={index}>
          {count > 0 ? <i /> : null}
          {count > 1 ? count : null}
        </span>
      ))}
    </span>
  )
}
