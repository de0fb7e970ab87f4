import { useSay } from '../say.tsx'
import type { InputProps } from './field-view.ts'

const words = { empty: { zh: '请选择', en: 'Choose' } }

/** One of a few, the value being its id; nothing is chosen by itself. */
export function PickOne(
  props: InputProps & { options: readonly { readonly id: string; readonly text: string }[] },
) {
  const { say } = useSay()
  const { value } = props
  return (
    <select
      id={props.id}
      className="select"
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={props.field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    >
      <option value="">{say(words.empty)}</option>
      {props.options.map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  )
}
