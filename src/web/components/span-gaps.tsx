import { readDay } from '../../ledger/fields/date/date.ts'
import { useSay } from '../say.tsx'
import './gaps.css'

const words = {
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'to' },
}

/** Days, both included; an end that is open is absent. */
export interface Span {
  from?: string | undefined
  to?: string | undefined
}

/** The days of a sentence of filters. */
export function SpanGaps({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { say } = useSay()
  return (
    <>
      <DayGap
        key={`from ${span.from}`}
        label={say(words.from)}
        value={span.from}
        onChange={(from) => onChange({ from, to: span.to })}
      />
      <DayGap
        key={`to ${span.to}`}
        label={say(words.to)}
        value={span.to}
        onChange={(to) => onChange({ from: span.from, to })}
      />
    </>
  )
}

/** A day written out; it counts once it can be read, and an empty one leaves that end open. */
function DayGap(props: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  const take = (text: string) => {
    const day = readDay(text)
    if (text.trim() === '') props.onChange(undefined)
    else if (day !== null && day !== props.value) props.onChange(day)
  }
  return (
    <label>
      {props.label}{' '}
      <input
        type="text"
        className="gap day-gap number"
        inputMode="numeric"
        placeholder="2025-01-01"
        defaultValue={props.value ?? ''}
        onBlur={(event) => take(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take(event.currentTarget.value)
        }}
      />
    </label>
  )
}
