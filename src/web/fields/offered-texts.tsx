import type { Field } from '../../ledger/register/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { fieldViews } from './index.ts'

/** What a cell of a field may say: the words of its list, the people, the offices. */
export function OfferedTexts({ id, field }: { id: string; field: Field }) {
  const { say } = useSay()
  const unit = useUnit()
  const choices = fieldViews[field.type].choices?.(field, unit) ?? []
  return (
    <datalist id={id}>
      {choices.map((one) => (
        <option key={one.id} value={say(one.label)} />
      ))}
    </datalist>
  )
}
