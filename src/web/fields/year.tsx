import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

/** Years that a list offers to be filtered by: the next one, this one and those before. */
const yearsOffered = 8

function Input(props: InputProps) {
  return <TypedInput {...props} className="input short-input" inputMode="numeric" edited={String} />
}

/** A calendar year. */
export const year: FieldView = {
  Input,
  choices: (_field, { session }) =>
    Array.from({ length: yearsOffered }, (_, back) => Number(session.today.slice(0, 4)) + 1 - back)
      .map(String)
      .map((id) => ({ id, label: { zh: `${id}年`, en: id } })),
}
