import { useEffect, useRef } from 'react'
import type { CalendarItem } from '../../api/contract/calendar.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { RecordButtons } from '../record-one/record-buttons.tsx'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { ItemLink } from './item-link.tsx'
import { weekdayOf } from './weekday-words.ts'

const words = {
  none: { zh: '这一天没有会议，也没有到期事项。', en: 'No meeting, and nothing is due.' },
  record: { zh: '记一笔', en: 'Record one' },
  plan: { zh: '安排会议', en: 'Plan a meeting' },
}

/** A day and all of its items, and the two things one does with a day: record, or plan. */
export function DayDetail(props: {
  day: string
  today: string
  items: readonly CalendarItem[]
  /** Counts up whenever somebody opened the day: then the focus comes here. */
  opened: number
}) {
  const { say, lang } = useSay()
  const { day, today, items, opened } = props
  const { session } = useUnit()
  const recordOne = useRecordOne()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (opened > 0) heading.current?.focus({ preventScroll: true })
  }, [opened])
  const may = session.may.includes('record')
  return (
    <section className="day-detail" aria-live="polite">
      <h2 ref={heading} tabIndex={-1}>
        {dayInWords(day, lang)} <span className="quiet weekday">{say(weekdayOf(day))}</span>
      </h2>
      {items.length > 0 ? (
        <ul className="day-items">
          {items.map((item) => (
            <li key={item.id}>
              <ItemLink item={item} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{say(words.none)}</p>
      )}
      {may ? (
        <div className="actions unprinted">
          {day <= today ? (
            <button type="button" className="button" onClick={() => recordOne({ on: day })}>
              {say(words.record)}
            </button>
          ) : null}
          {day >= today ? (
            <RecordButtons role="plannedMeeting" label={say(words.plan)} on={day} />
          ) : null}
        </div>
      ) : null}
    </section>
  )
}
