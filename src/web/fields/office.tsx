import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'

const words = { empty: { zh: '请选择', en: 'Choose' } }

function Input(props: InputProps) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { field, value } = props
  return (
    <select
      id={props.id}
      className="select"
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    >
      <option value="">{say(words.empty)}</option>
      {roster.offices.map((office) => (
        <option key={office.id} value={office.id}>
          {office.name}
        </option>
      ))}
    </select>
  )
}

/** An office or a branch of the organisation. */
export const office: FieldView = { Input }
