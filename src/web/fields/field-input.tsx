import './fields.css'
import { FieldLabel } from './field-label.tsx'
import type { InputProps } from './field-view.ts'
import { fieldViews } from './index.ts'

/** The input of a field, by its kind. */
export function FieldInput(props: Omit<InputProps, 'Inner' | 'InnerLabel'>) {
  const { Input } = fieldViews[props.field.type]
  return <Input {...props} Inner={FieldInput} InnerLabel={FieldLabel} />
}
