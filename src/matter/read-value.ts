import type { Value, Values } from '../ledger/value.ts'

/** What stands in a field of a role; undefined where the register names no field for it. */
export function valueAt(values: Values, field: string | undefined): Value | undefined {
  return field === undefined ? undefined : values[field]
}

/** The text of a value, or null. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Whether a day is given and has come. A day in the future has not happened yet. */
export function hasCome(value: Value | undefined, today: string): boolean {
  return typeof value === 'string' && value !== '' && value <= today
}
