import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import type { PackView, YearView } from '../../api/contract/views.ts'
import type { DutyStanding, DutyWindow } from '../../duty/duty.ts'
import { monthInWords } from '../parts/day.ts'
import { useSay } from '../say.tsx'
import { stateWords } from './state-words.ts'
import { StateMark } from './state-mark.tsx'
import { monthsOf, windowSentence } from './window-sentence.ts'
import type { Opened } from './year-page.tsx'

const words = {
  caption: { zh: '责任事项按月一览', en: 'Duties by month' },
  duty: { zh: '责任事项', en: 'Duty' },
  hint: {
    zh: '移到格上看说明，点开看记录；方向键可在格间移动。',
    en: 'Point at a cell to read it, open it for its records; arrow keys move between cells.',
  },
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

type Duty = PackView['duties'][number]

/** Duties in their parts down, months across; a window stretches over the months it covers. */
export function YearGrid(props: {
  view: YearView
  pack: PackView
  opened: Opened | null
  onOpen: (cell: Opened) => void
}) {
  const { say, lang } = useSay()
  const { view, pack } = props
  const table = useRef<HTMLTableElement>(null)
  const [sentence, setSentence] = useState<string | null>(null)
  const thisMonth = view.today.startsWith(String(view.year)) ? Number(view.today.slice(5, 7)) : 0
  return (
    <section className="year-grid" aria-label={say(words.caption)}>
      <div className="grid-scroll">
        <table ref={table} onKeyDown={(event) => moveFocus(event, table.current)}>
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
          {pack.parts.map((part) => (
            <PartRows
              key={part.id}
              {...props}
              title={say(part.label)}
              duties={pack.duties.filter((duty) => duty.part === part.id)}
              onPoint={setSentence}
            />
          ))}
        </table>
      </div>
      <p className="sentence unprinted" aria-hidden="true">
        {sentence ?? <span className="quiet">{say(words.hint)}</span>}
      </p>
    </section>
  )
}

function PartRows(props: {
  title: string
  duties: readonly Duty[]
  view: YearView
  opened: Opened | null
  onOpen: (cell: Opened) => void
  onPoint: (sentence: string | null) => void
}) {
  const { say } = useSay()
  const rows = props.duties.flatMap((duty) => {
    const standing = props.view.standings.find((one) => one.duty === duty.id)
    return standing ? [{ duty, standing }] : []
  })
  if (rows.length === 0) return null
  return (
    <tbody>
      <tr className="part">
        <th scope="rowgroup" colSpan={13}>
          <span>{props.title}</span>
        </th>
      </tr>
      {rows.map(({ duty, standing }) => (
        <tr key={duty.id}>
          <th scope="row" className={`duty ${standing.state}`}>
            <span className="duty-name">{say(duty.label)}</span>
            <span className="duty-rule">{say(duty.requirement)}</span>
          </th>
          <DutyCells
            {...props}
            duty={duty}
            standing={standing}
            months={props.view.marks.find((one) => one.duty === duty.id)?.months ?? []}
          />
        </tr>
      ))}
    </tbody>
  )
}

/** The row as cells: each window over its months, the months between left blank. */
function DutyCells(props: {
  duty: Duty
  standing: DutyStanding
  months: readonly number[]
  view: YearView
  opened: Opened | null
  onOpen: (cell: Opened) => void
  onPoint: (sentence: string | null) => void
}) {
  const { standing, view } = props
  const cells = []
  let next = 1
  for (const window of standing.windows) {
    const { from, to } = monthsOf(window, view.year)
    if (from < next) continue
    if (from > next)
      cells.push(<td key={`blank ${next}`} colSpan={from - next} className="blank" />)
    const months = props.months.slice(from - 1, to)
    cells.push(<WindowCell key={window.period} {...props} window={window} months={months} />)
    next = to + 1
  }
  if (next <= 12) cells.push(<td key="rest" colSpan={13 - next} className="blank" />)
  return <>{cells}</>
}

function WindowCell(props: {
  duty: Duty
  window: DutyWindow
  /** Records in each month the window stretches over. */
  months: readonly number[]
  opened: Opened | null
  onOpen: (cell: Opened) => void
  onPoint: (sentence: string | null) => void
}) {
  const { say } = useSay()
  const { duty, window, months } = props
  const span = Math.max(1, months.length)
  const sentence = say(windowSentence(duty.label, window))
  const isOpen = props.opened?.duty === duty.id && props.opened.period === window.period
  return (
    <td colSpan={span} className={`cell ${window.state}`}>
      <button
        type="button"
        aria-label={sentence}
        aria-expanded={isOpen}
        onFocus={() => props.onPoint(sentence)}
        onBlur={() => props.onPoint(null)}
        onMouseEnter={() => props.onPoint(sentence)}
        onMouseLeave={() => props.onPoint(null)}
        onClick={() => props.onOpen({ duty: duty.id, period: window.period })}
      >
        <span className="cell-said">
          <StateMark state={window.state} />
          {span > 1 ? <span>{say(stateWords[window.state].word)}</span> : null}
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

/** Arrow keys between cells: left and right along the row, up and down to the nearest month. */
function moveFocus(event: KeyboardEvent, table: HTMLTableElement | null) {
  const here = document.activeElement
  if (!table || !(here instanceof HTMLElement) || !table.contains(here)) return
  const rows = Array.from(table.querySelectorAll('tr')).filter((row) => row.querySelector('button'))
  const row = rows.findIndex((one) => one.contains(here))
  const inRow = Array.from(rows[row]?.querySelectorAll('button') ?? [])
  const at = inRow.findIndex((one) => one === here)
  const target = () => {
    switch (event.key) {
      case 'ArrowLeft':
        return inRow[at - 1]
      case 'ArrowRight':
        return inRow[at + 1]
      case 'ArrowUp':
        return nearest(rows[row - 1], here)
      case 'ArrowDown':
        return nearest(rows[row + 1], here)
      default:
        return undefined
    }
  }
  const next = target()
  if (!next) return
  event.preventDefault()
  next.focus()
}

function nearest(row: HTMLTableRowElement | undefined, here: HTMLElement) {
  const left = here.getBoundingClientRect().left
  const buttons = Array.from(row?.querySelectorAll('button') ?? [])
  const covering = buttons.filter((one) => one.getBoundingClientRect().left <= left + 2)
  return covering.at(-1) ?? buttons[0]
}
