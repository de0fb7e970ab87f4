import { parseDate } from '@internationalized/date'
import type { RefObject } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  Heading,
  Popover,
} from 'react-aria-components'
import { InLang } from '../components/in-lang.tsx'
import { useSay } from '../say.tsx'
import './day-calendar.css'

const words = { choose: { zh: '选择日期', en: 'Choose a day' } }

/** A month to pick a day from; loaded only when somebody asks for it. */
export function DayCalendar(props: {
  /** Below what it opens. */
  at: RefObject<HTMLElement | null>
  day: string | null
  onChoose: (day: string) => void
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const { day, onChoose, onClose } = props
  const value = day === null ? null : parseDate(day)
  return (
    <InLang>
      <Popover
        isOpen
        triggerRef={props.at}
        placement="bottom start"
        offset={4}
        onOpenChange={onClose}
      >
        <Dialog className="day-calendar" aria-label={say(words.choose)}>
          <Calendar
            aria-label={say(words.choose)}
            autoFocus
            firstDayOfWeek="mon"
            defaultValue={value}
            onChange={(chosen) => {
              onChoose(chosen.toString())
              onClose()
            }}
          >
            <header className="month-head">
              <Button slot="previous" className="button plain">
                ‹
              </Button>
              <Heading level={3} />
              <Button slot="next" className="button plain">
                ›
              </Button>
            </header>
            <CalendarGrid weekdayStyle={lang === 'zh' ? 'narrow' : 'short'}>
              {(date) => <CalendarCell date={date} className="month-day" />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </InLang>
  )
}
