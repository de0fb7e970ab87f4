import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import type { CalendarItem } from '../../api/contract/calendar.ts'
import { addDays } from '../../ledger/day/day.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { ItemLink, ItemMark, itemClass } from './item-link.tsx'
import { weeksOf } from './month-days.ts'
import { weekdayWords } from './weekday-words.ts'

const words = {
  month: { zh: '{month}的日历', en: 'Calendar of {month}' },
  items: { zh: '{day}，{count} 项', en: '{day}, {count} {count:item|items}' },
  none: { zh: '{day}，没有事项', en: '{day}, nothing' },
  more: { zh: '还有 {count} 项', en: '{count} more' },
  off: { zh: '休', en: 'off' },
}

/** Items a day shows before it says how many more; all of them stand beside the month. */
const linesMax = 4

/** Marks under the number of a day on a phone. */
const dotsMax = 4

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
}

/** A month as weeks; the number of a day opens it. */
export function MonthGrid(props: {
  month: string
  title: string
  today: string
  chosen: string
  items: readonly CalendarItem[]
  offDays: ReadonlySet<string>
  /** `jump`: the focus goes there as well, also into another month. */
  onChoose: (day: string, how: 'look' | 'open') => void
}) {
  const { say } = useSay()
  const { month, chosen, onChoose } = props
  const table = useRef<HTMLTableElement>(null)
  const follows = useRef(false)
  useEffect(() => {
    if (!follows.current) return
    follows.current = false
    table.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus()
  }, [chosen])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || !(event.target as Element).closest('.day-number')) return
    event.preventDefault()
    follows.current = true
    onChoose(addDays(chosen, step), 'look')
  }
  return (
    <table className="month-grid" ref={table} onKeyDown={onKeyDown}>
      <caption className="unseen">{say(words.month, { month: props.title })}</caption>
      <thead>
        <tr>
          {weekdayWords.map((day) => (
            <th key={day.en} scope="col">
              {say(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Day key={day} day={day} {...props} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day(props: {
  day: string
  month: string
  today: string
  chosen: string
  items: readonly CalendarItem[]
  offDays: ReadonlySet<string>
  onChoose: (day: string, how: 'look' | 'open') => void
}) {
  const { say, lang } = useSay()
  const { day, month, today, chosen } = props
  const items = props.items.filter(({ on }) => on === day)
  const inWords = dayInWords(day, lang)
  const isOff = props.offDays.has(day)
  const classes = [
    day.startsWith(month) ? '' : 'other',
    isOff ? 'off' : '',
    day === today ? 'today' : '',
    day === chosen ? 'chosen' : '',
  ]
  const rest = items.length - linesMax
  return (
    <td className={classes.join(' ').trim() || undefined}>
      <button
        type="button"
        className="day-number"
        data-day={day}
        tabIndex={day === chosen ? 0 : -1}
        aria-pressed={day === chosen}
        aria-current={day === today ? 'date' : undefined}
        aria-label={say(items.length > 0 ? words.items : words.none, {
          day: inWords,
          count: items.length,
        })}
        onClick={() => props.onChoose(day, 'open')}
      >
        {Number(day.slice(8))}
      </button>
      {isOff ? <span className="off-mark">{say(words.off)}</span> : null}
      <DayDots items={items} />
      <ul>
        {items.slice(0, rest === 1 ? linesMax + 1 : linesMax).map((item) => (
          <li key={item.id}>
            <ItemLink item={item} short />
          </li>
        ))}
      </ul>
      {rest > 1 ? (
        <button
          type="button"
          className="link small"
          tabIndex={-1}
          onClick={() => props.onChoose(day, 'open')}
        >
          {say(words.more, { count: rest })}
        </button>
      ) : null}
    </td>
  )
}

/** On a phone a day has no room for words: marks say that there is something. */
function DayDots({ items }: { items: readonly CalendarItem[] }) {
  return (
    <span className="day-dots" aria-hidden="true">
      {items.slice(0, dotsMax).map((item) => (
        <span key={item.id} className={itemClass(item)}>
          <ItemMark item={item} />
        </span>
      ))}
    </span>
  )
}
