import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

function Input(props: InputProps) {
  return <TypedInput {...props} className="input short-input" placeholder="09:30" />
}

/** A time of day. */
export const time: FieldView = { Input }
