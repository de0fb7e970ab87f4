import type { HTMLAttributes, KeyboardEvent } from 'react'
import { useState } from 'react'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Value } from '../../ledger/value.ts'
import { useSay } from '../say.tsx'
import type { InputProps } from './field-view.ts'
import { useFieldContext } from './use-field-context.ts'

/**
 * A line of text that the field's kind reads: what can be read is kept in its stored form, what
 * cannot stays as typed, so that nothing somebody wrote is lost. On leaving, the text becomes
 * what was understood.
 */
export function TypedInput(
  props: InputProps & {
    inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
    placeholder?: string
    className?: string
    /** The text of a value while it is edited, where it differs from how it is shown. */
    edited?: (value: Value) => string
    /** What a text stands for that leaves out what the page knows. */
    completed?: (text: string) => string
    onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  },
) {
  const { lang } = useSay()
  const context = useFieldContext()
  const { field, value, onChange, edited, completed } = props
  const kind = fieldKindOf(field.type)
  const shown = (given: Value | undefined) => {
    if (given === undefined || given === null) return ''
    if (typeof given === 'string' && kind.parse(given, field, context).faults) return given
    return edited ? edited(given) : kind.text(given, field, context, lang)
  }
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      id={props.id}
      className={props.className ?? 'input'}
      type="text"
      inputMode={props.inputMode}
      placeholder={props.placeholder}
      autoComplete="off"
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      required={field.required}
      value={typed ?? shown(value)}
      onKeyDown={props.onKeyDown}
      onChange={(event) => {
        const text = event.target.value
        setTyped(text)
        const parsed = kind.parse(completed?.(text) ?? text, field, context)
        onChange(parsed.faults ? text : (parsed.value ?? undefined))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
