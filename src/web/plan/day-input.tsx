import { useId, useState } from 'react'
import { isDay } from '../../ledger/day.ts'
import { FieldInput } from '../fields/field-input.tsx'
import { useSay } from '../say.tsx'

const words = {
  wrong: {
    zh: '“{text}”不是日期，请写成2026-03-05这样。',
    en: '“{text}” is no day; write it as 2026-03-05.',
  },
}

/** A day outside a record's form: typed in any written form, or picked from the calendar. */
export function DayInput(props: {
  label: string
  /** The label stands elsewhere already, in the head of a table. */
  isHidden?: boolean
  value: string
  onChange: (day: string) => void
}) {
  const { say } = useSay()
  const id = useId()
  const [isLeft, setLeft] = useState(false)
  const { label, value } = props
  const isWrong = isLeft && value !== '' && !isDay(value)
  const field = { id, type: 'date', label: { zh: label, en: label }, required: false } as const
  return (
    <span className="stacked" onBlur={() => setLeft(true)}>
      <label className={props.isHidden === true ? 'unseen' : ''} htmlFor={id}>
        {label}
      </label>
      <FieldInput
        field={field}
        id={id}
        describedBy={`${id}-wrong`}
        invalid={isWrong}
        value={value === '' ? undefined : value}
        last={undefined}
        onChange={(value) => props.onChange(typeof value === 'string' ? value : '')}
      />
      {isWrong ? (
        <span id={`${id}-wrong`} className="fault-beside small" role="alert">
          {say(words.wrong, { text: value })}
        </span>
      ) : null}
    </span>
  )
}
