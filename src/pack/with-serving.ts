import type { Field, Register } from '../ledger/register/register.ts'
import type { UnitFunction } from './pack.ts'

/**
 * A definition in which every predicate that names all items of a function also names those that
 * a unit lets serve it.
 */
export function withServing<T>(
  definition: T,
  given: {
    readonly of: UnitFunction
    readonly more: readonly string[]
    readonly registers: ReadonlyMap<string, Register>
  },
): T {
  const { of, more, registers } = given
  const fields = new Set([...registers.values()].flatMap((one) => drawnFrom(of.list, one.fields)))
  const isNamed = (value: readonly unknown[]) => of.items.every((item) => value.includes(item))
  const walked = (value: unknown, key: string): unknown => {
    const single = of.items.length === 1 && value === of.items[0] && fields.has(key)
    if (single) return [value, ...more]
    if (Array.isArray(value)) {
      if (fields.has(key) && isNamed(value)) return [...value, ...more]
      return value.map((one: unknown) => walked(one, key))
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([id, one]) => [id, walked(one, id)]))
  }
  return walked(definition, '') as T
}

/** Ids of fields, those of rows too, that hold an item of a list. */
function drawnFrom(list: string, fields: readonly Field[]): string[] {
  return fields.flatMap(({ id, of, fields: inner = [] }) => [
    ...(of === list ? [id] : []),
    ...drawnFrom(list, inner),
  ])
}
