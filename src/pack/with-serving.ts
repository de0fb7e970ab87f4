import type { Field, Register } from '../ledger/register/register.ts'
import type { UnitFunction } from './pack.ts'

/** Which items serve a function in a unit beside those of the pack, and where they stand. */
export interface Serving {
  readonly of: UnitFunction
  readonly more: readonly string[]
  /** Ids of the fields that hold an item of its list. */
  readonly fields: ReadonlySet<string>
}

/** Reads once for all definitions of a pack which fields hold an item of the function's list. */
export function servingOf(
  given: Pick<Serving, 'of' | 'more'>,
  registers: ReadonlyMap<string, Register>,
): Serving {
  const { list } = given.of
  const fields = [...registers.values()].flatMap((one) => drawnFrom(list, one.fields))
  return { ...given, fields: new Set(fields) }
}

/**
 * A definition in which every predicate that names all items of a function also names those that
 * a unit lets serve it.
 */
export function withServing<T>(definition: T, { of, more, fields }: Serving): T {
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
