import { failedChecks } from '../../ledger/record/parse-values.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'

const many = new Set(['rows', 'people', 'offices', 'choices', 'file'])

/** Whether a record cannot do without this field: required, or many-valued with a least count. */
export function isNeeded(field: Field): boolean {
  return field.required || (many.has(field.type) && (field.min ?? 0) > 0)
}

/** The same of a form as it stands: with what else it says, a check may ask for the field. */
export function isNeededNow(
  field: Field,
  { register, values, today }: { register: Register; values: Values; today: string },
): boolean {
  if (isNeeded(field)) return true
  const without = Object.fromEntries(Object.entries(values).filter(([id]) => id !== field.id))
  return failedChecks(register, without, { today }).some(
    ({ code, at }) => code === 'record.check.failed' && at[0] === field.id,
  )
}
