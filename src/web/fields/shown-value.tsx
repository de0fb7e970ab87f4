import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Field } from '../../ledger/register/register.ts'
import { periodIn } from '../../ledger/register/title.ts'
import type { Value } from '../../ledger/value.ts'
import { useSay } from '../say.tsx'
import { fieldViews } from './index.ts'
import { useFieldContext } from './use-field-context.ts'

/** A value in words, as its kind shows it; nothing where nothing was entered. */
export function ShownValue({
  field,
  value,
  brief = false,
}: {
  field: Field
  value: Value
  brief?: boolean
}) {
  const { lang } = useSay()
  const context = useFieldContext()
  if (value === null) return null
  const Shown = fieldViews[field.type].Shown
  if (Shown) return <Shown field={field} value={value} brief={brief} Inner={ShownValue} />
  const text = fieldKindOf(field.type).text(value, field, context, lang)
  return <>{periodIn(field, text)?.[lang] ?? text}</>
}
