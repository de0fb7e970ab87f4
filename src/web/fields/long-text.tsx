import type { FieldView, InputProps, ShownProps } from './field-view.ts'

const briefCharactersMax = 40

function Input(props: InputProps) {
  const { field, value } = props
  return (
    <textarea
      id={props.id}
      className="input"
      rows={2}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      aria-required={field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => props.onChange(event.target.value || undefined)}
    />
  )
}

function Shown({ value, brief }: ShownProps) {
  if (typeof value !== 'string') return null
  if (!brief) return <span className="long-text">{value}</span>
  const line = value.replace(/\s+/g, ' ')
  return <>{line.length > briefCharactersMax ? `${line.slice(0, briefCharactersMax)}…` : line}</>
}

/** Several lines of text. */
export const longText: FieldView = { Input, Shown }
