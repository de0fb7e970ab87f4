import type { CalendarItem } from '../../api/contract/calendar.ts'
import { monthInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { useSay } from '../say.tsx'
import { ItemLink } from './item-link.tsx'
import { weekdayOf } from './weekday-words.ts'

const words = {
  none: { zh: '这个月没有会议，也没有到期事项', en: 'No meetings and nothing due this month' },
  day: { zh: '{month}{day}日', en: '{day} {month}' },
  open: { zh: '{day}，记录或安排', en: '{day}, record or plan' },
}

/** The month as a list: only days on which there is something. */
export function DayList(props: {
  items: readonly CalendarItem[]
  today: string
  chosen: string
  onChoose: (day: string) => void
}) {
  const { say, lang } = useSay()
  const days = [...new Set(props.items.map(({ on }) => on))]
  if (days.length === 0) return <Empty title={say(words.none)} />
  return (
    <ol className="day-list">
      {days.map((day) => {
        const text = say(words.day, {
          month: monthInWords(Number(day.slice(5, 7)), lang),
          day: Number(day.slice(8)),
        })
        return (
          <li key={day} className={day === props.today ? 'today' : undefined}>
            <button
              type="button"
              className="link"
              aria-pressed={day === props.chosen}
              aria-label={say(words.open, { day: text })}
              onClick={() => props.onChoose(day)}
            >
              {text}
            </button>
            <span className="quiet small">{say(weekdayOf(day))}</span>
            <ul className="day-items">
              {props.items
                .filter(({ on }) => on === day)
                .map((item) => (
                  <li key={item.id}>
                    <ItemLink item={item} />
                  </li>
                ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}
