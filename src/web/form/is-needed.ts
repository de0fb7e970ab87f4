import type { Field } from '../../ledger/register.ts'

const many = new Set(['rows', 'people', 'offices', 'choices', 'file'])

/** Whether a record cannot do without this field: required, or many-valued with a least count. */
export function isNeeded(field: Field): boolean {
  return field.required || (many.has(field.type) && (field.min ?? 0) > 0)
}
