import { valueAt } from '../read-value.ts'
import type { Values } from '../value.ts'
import type { Field, Register } from './register.ts'

/** Whether a reader with these roles may read the register at all. */
function mayReadRegister(register: Register, roles: readonly string[]): boolean {
  return isAmong(register.readers, roles)
}

/**
 * A record's values without those that the roles may not read; `withheld` names the fields left
 * out, whether or not the record has a value there, so that absence tells nothing. Columns of
 * rows are named as `agenda.topic`.
 */
export function readableValues(
  register: Register,
  values: Values,
  roles: readonly string[],
): { readonly values: Values; readonly withheld: readonly string[] } {
  const open = mayReadRegister(register, roles)
  const withheld: string[] = []
  const kept: Record<string, Values[string]> = {}
  for (const field of register.fields) {
    if (!open || !isAmong(field.readers, roles)) {
      withheld.push(field.id)
      continue
    }
    const closed = (field.fields ?? []).filter((one) => !isAmong(one.readers, roles))
    for (const one of closed) withheld.push(`${field.id}.${one.id}`)
    const value = valueAt(values, field.id)
    if (value === undefined) continue
    kept[field.id] = closed.length === 0 ? value : withoutColumns(value, closed)
  }
  return { values: kept, withheld }
}

function withoutColumns(
  value: Values[string] | undefined,
  closed: readonly Field[],
): Values[string] {
  if (!Array.isArray(value)) return null
  const ids = new Set(closed.map((one) => one.id))
  return value.map((row: object) =>
    Object.fromEntries(Object.entries(row).filter(([id]) => !ids.has(id))),
  )
}

function isAmong(readers: readonly string[] | undefined, roles: readonly string[]): boolean {
  return readers === undefined || readers.some((role) => roles.includes(role))
}
