import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Field } from '../../ledger/register/register.ts'
import { periodIn } from '../../ledger/register/title.ts'
import type { Value } from '../../ledger/value.ts'
import { useSay } from '../say.tsx'
import { fieldViews } from './index.ts'
import { useFieldContext } from './use-field-context.ts'

/** What a list shows whole: no more than a few lines of a column. */
const wholeCharactersMax = 60

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
  const shown = periodIn(field, text)?.[lang] ?? text
  if (!brief || shown.length <= wholeCharactersMax) return <>{shown}</>
  return (
    <span className="first-lines" title={shown}>
      {shown}
    </span>
  )
}
