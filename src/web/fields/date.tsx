import type { KeyboardEvent } from 'react'
import { lazy, Suspense, useRef, useState } from 'react'
import { addDays } from '../../ledger/day/day.ts'
import { readDay } from '../../ledger/fields/date/date.ts'
import type { Field } from '../../ledger/register/register.ts'
import { yearlessDay, yearlessDayPassed } from '../../ledger/sheet/written-day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { playersIn } from '../pack/players.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

const words = { calendar: { zh: '日历', en: 'Calendar' } }

const DayCalendar = lazy(async () => ({
  default: (await import('./day-calendar.tsx')).DayCalendar,
}))

function Input(props: InputProps) {
  const { say } = useSay()
  const completed = useCompleted(props.field)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const day = typeof props.value === 'string' ? readDay(props.value) : null
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const days = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (days === 0) return
    if (event.altKey) {
      event.preventDefault()
      setOpen(true)
      return
    }
    if (day === null) return
    event.preventDefault()
    event.currentTarget.blur()
    props.onChange(addDays(day, days))
    event.currentTarget.focus()
  }
  return (
    <div className="date-input" ref={box}>
      <TypedInput
        {...props}
        className="input short-input"
        placeholder="2025-03-08"
        edited={String}
        completed={(text) => completed(text) ?? text}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="button plain"
        tabIndex={-1}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {say(words.calendar)}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <DayCalendar
            at={box}
            day={day}
            onChoose={props.onChange}
            onClose={() => {
              setOpen(false)
              box.current?.querySelector('input')?.focus()
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** The day meant by what is typed without a year. */
function useCompleted({ id, default: begins }: Field): (text: string) => string | null {
  const { pack, session } = useUnit()
  const { year } = useYear()
  const { today } = session
  // What begins with today has happened, all but a meeting that is planned.
  const isPlanned = playersIn(pack, 'plannedMeeting').some(({ register }) => register.date === id)
  return begins === 'today' && !isPlanned
    ? (text) => yearlessDayPassed(text, { year, today })
    : (text) => yearlessDay(text, year)
}

/**
 * A day: typed in any written form, without its year for one of the year that the page speaks of
 * (`useCompleted`), moved by the arrow keys, or picked from a calendar, which Alt with an arrow key
 * opens as well.
 */
export const date: FieldView = { Input }
