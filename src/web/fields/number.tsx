import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

function Input(props: InputProps) {
  const { say } = useSay()
  return (
    <span className="with-unit">
      <TypedInput {...props} className="input short-input" inputMode="decimal" edited={String} />
      {props.field.unit ? <span className="quiet">{say(props.field.unit)}</span> : null}
    </span>
  )
}

/** A number with its unit behind it. */
export const number: FieldView = { Input }
