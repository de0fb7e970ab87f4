import type { ReactNode, SyntheticEvent } from 'react'
import type { DutyWindow } from '../../duty/duty-standing.ts'
import { StateMark } from '../duty/state-mark.tsx'
import { standingLook, windowLook, windowWord } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import type { Opened } from './opened.ts'
import type { ShownDuty } from './shown-duties.ts'
import { windowFirst } from './trouble.ts'
import { monthsOf, windowSentence } from './window-sentence.ts'

interface RowProps extends ShownDuty {
  readonly year: number
  readonly openedAt: Opened | null
  readonly onOpen: (cell: Opened) => void
}

/** A duty on one line: its name, which opens what most asks for attention, and its windows. */
export function DutyRow(props: RowProps & { isRest: boolean }) {
  const { say } = useSay()
  const { duty, standing } = props
  const first = windowFirst(standing)
  return (
    <tr className={props.isRest ? 'rest' : undefined}>
      <th scope="row" className={`duty ${standingLook(standing)}`}>
        <button
          type="button"
          className="duty-name"
          tabIndex={-1}
          title={`${say(duty.label)}\n${say(duty.requirement)}`}
          disabled={first === undefined}
          onClick={() => first && props.onOpen({ duty: duty.id, period: first.period })}
        >
          {say(duty.label)}
        </button>
      </th>
      <DutyCells {...props} />
    </tr>
  )
}

/** The row as cells: each window over its months, the months between left blank. */
function DutyCells(props: RowProps) {
  const { standing, year } = props
  const cells: ReactNode[] = []
  let next = 1
  for (const window of standing.windows) {
    const { from, to } = monthsOf(window, year)
    if (from < next) continue
    if (from > next) cells.push(<Blank key={`blank ${next}`} span={from - next} />)
    cells.push(<WindowCell key={window.period} {...props} window={window} />)
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

function WindowCell(props: RowProps & { window: DutyWindow }) {
  const { say } = useSay()
  const { duty, standing, window, openedAt } = props
  const { from, to } = monthsOf(window, props.year)
  const [months, lateMonths] = [props.months, props.late].map((one) => one.slice(from - 1, to))
  const span = to - from + 1
  const late = (lateMonths ?? []).reduce((sum, one) => sum + one, 0)
  const isOpen = openedAt?.duty === duty.id && openedAt.period === window.period
  const open = (event: SyntheticEvent<HTMLElement>) => {
    event.currentTarget.focus()
    // Where the detail covers the lower part of the window, the cell moves out from under it.
    event.currentTarget.scrollIntoView({ block: 'nearest' })
    props.onOpen({ duty: duty.id, period: window.period })
  }
  return (
    <td colSpan={span} className={windowLook(window)} style={spanStyle(span)}>
      <button
        type="button"
        tabIndex={-1}
        data-cell={`${duty.id} ${window.period}`}
        aria-label={say(windowSentence(duty.label, window, { standing, late }))}
        aria-expanded={isOpen}
        onClick={open}
      >
        <span className="cell-said">
          <StateMark state={windowLook(window)} />
          {span > 1 ? <span className="cell-word">{say(windowWord(window, standing))}</span> : null}
          {window.owed > 0 && (span > 1 || window.done > 1) ? (
            <span className="number">
              {span > 1 ? `${window.done}/${window.owed}` : window.done}
            </span>
          ) : null}
        </span>
        <MonthMarks months={months ?? []} late={lateMonths ?? []} />
      </button>
    </td>
  )
}

/** A mark under each month in which something happened, counted, and open where it came late. */
function MonthMarks({ months, late }: { months: readonly number[]; late: readonly number[] }) {
  return (
    <span className="month-marks" aria-hidden="true">
      {months.map((count, nth) => (
        <span key={nth}>
          {count > 0 ? <i className={markClass(count, late[nth] ?? 0)} /> : null}
          {count > 1 ? count : null}
        </span>
      ))}
    </span>
  )
}

function markClass(count: number, late: number): string {
  return `${count > 1 ? 'many' : ''} ${late > 0 ? 'late' : ''}`.trim()
}
