import type { FieldLabelProps } from './field-view.ts'
import { fieldViews } from './index.ts'

/** The name of an input. That of a group points to none of its controls: a click would press it. */
export function FieldLabel({ field, id, className, children }: FieldLabelProps) {
  const isGroup = fieldViews[field.type].group === true
  return (
    <label id={`${id}-label`} htmlFor={isGroup ? undefined : id} className={className}>
      {children}
    </label>
  )
}
