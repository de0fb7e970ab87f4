import { useId } from 'react'
import { FieldInput } from '../fields/field-input.tsx'

/** A day outside a record's form: typed in any written form, or picked from the calendar. */
export function DayInput(props: {
  label: string
  /** The label stands elsewhere already, in the head of a table. */
  isHidden?: boolean
  value: string
  onChange: (day: string) => void
}) {
  const id = useId()
  const { label } = props
  const field = { id, type: 'date', label: { zh: label, en: label }, required: false } as const
  return (
    <span className="stacked">
      <label className={props.isHidden === true ? 'unseen' : ''} htmlFor={id}>
        {label}
      </label>
      <FieldInput
        field={field}
        id={id}
        describedBy={`${id}-none`}
        invalid={false}
        value={props.value === '' ? undefined : props.value}
        last={undefined}
        onChange={(value) => props.onChange(typeof value === 'string' ? value : '')}
      />
    </span>
  )
}
