import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'

const words = { empty: { zh: '请选择', en: 'Choose' } }

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
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
      {(pack.lists[field.of ?? ''] ?? []).map((choice) => (
        <option key={choice.id} value={choice.id}>
          {say(choice.label)}
        </option>
      ))}
    </select>
  )
}

/** One item of a list of the pack. */
export const choice: FieldView = { Input }
