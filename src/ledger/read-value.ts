import type { Value, Values } from './value.ts'

/**
 * What stands in a field: undefined where the record has nothing there, or where the register names
 * no such field. A field may be called whatever objects have by nature; that is nobody's value.
 */
export function valueAt(values: Values, field: string | undefined): Value | undefined {
  return field !== undefined && Object.hasOwn(values, field) ? values[field] : undefined
}

/** The text of a value; null where it is empty or none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The text of a value; empty where there is none. */
export function textOrEmpty(value: unknown): string {
  return textOf(value) ?? ''
}

/** Whether a day is given and has come. A day in the future has not happened yet. */
export function hasCome(value: Value | undefined, today: string): boolean {
  return typeof value === 'string' && value !== '' && value <= today
}
