import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

const words = { example: { zh: '1小时30分', en: '1 h 30 min' } }

function Input(props: InputProps) {
  const { say } = useSay()
  return <TypedInput {...props} className="input short-input" placeholder={say(words.example)} />
}

/** A length of time in hours and minutes. */
export const duration: FieldView = { Input }
