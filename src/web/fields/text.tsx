import type { FieldView, InputProps } from './field-view.ts'

const charactersMax = 500

function Input(props: InputProps) {
  const { field, value } = props
  return (
    <input
      id={props.id}
      className="input"
      type="text"
      autoComplete="off"
      maxLength={field.max ?? charactersMax}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    />
  )
}

/** One line of text. */
export const text: FieldView = { Input }
