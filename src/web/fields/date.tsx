import type { KeyboardEvent } from 'react'
import { lazy, Suspense, useState } from 'react'
import { addDays } from '../../ledger/day.ts'
import { readDay } from '../../ledger/fields/date/date.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

const words = {
  calendar: { zh: '日历', en: 'Calendar' },
  opening: { zh: '正在打开日历…', en: 'Opening the calendar…' },
}

const DayCalendar = lazy(async () => ({
  default: (await import('./day-calendar.tsx')).DayCalendar,
}))

function Input(props: InputProps) {
  const { say } = useSay()
  const [open, setOpen] = useState(false)
  const day = typeof props.value === 'string' ? readDay(props.value) : null
  const step = (event: KeyboardEvent<HTMLInputElement>) => {
    const days = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (days === 0 || day === null) return
    event.preventDefault()
    event.currentTarget.blur()
    props.onChange(addDays(day, days))
    event.currentTarget.focus()
  }
  return (
    <div className="date-input">
      <TypedInput
        {...props}
        className="input short-input"
        placeholder="2025-03-08"
        edited={String}
        onKeyDown={step}
      />
      <button
        type="button"
        className="button plain"
        tabIndex={-1}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say(words.calendar)}
      </button>
      {open ? (
        <Suspense fallback={<p className="quiet">{say(words.opening)}</p>}>
          <DayCalendar
            day={day}
            onChoose={(chosen) => {
              setOpen(false)
              props.onChange(chosen)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** A day: typed in any written form, moved by the arrow keys, or picked from a calendar. */
export const date: FieldView = { Input }
