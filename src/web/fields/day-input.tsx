import { useId, useState } from 'react'
import { isDay } from '../../ledger/day/day.ts'
import { useSay } from '../say.tsx'
import { FieldInput } from './field-input.tsx'

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
  /** The form around it is not sent without it. */
  required?: boolean
  value: string
  /** What the server found wrong with it. */
  fault?: string
  onChange: (day: string) => void
}) {
  const { say } = useSay()
  const id = useId()
  const [isLeft, setLeft] = useState(false)
  const { label, value, fault = '' } = props
  const isWrong = isLeft && value !== '' && !isDay(value)
  const field = {
    id,
    type: 'date',
    label: { zh: label, en: label },
    required: props.required === true,
  } as const
  return (
    <span className="stacked" onBlur={() => setLeft(true)}>
      <label className={props.isHidden === true ? 'unseen' : ''} htmlFor={id}>
        {label}
      </label>
      <FieldInput
        field={field}
        id={id}
        describedBy={`${id}-wrong`}
        invalid={isWrong || fault !== ''}
        value={value === '' ? undefined : value}
        last={undefined}
        onChange={(value) => props.onChange(typeof value === 'string' ? value : '')}
      />
      {isWrong || fault !== '' ? (
        <span id={`${id}-wrong`} className="fault-beside small" role="alert">
          {isWrong ? say(words.wrong, { text: value }) : fault}
        </span>
      ) : null}
    </span>
  )
}
