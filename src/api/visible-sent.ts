import { z } from 'zod'
import { visibleText } from '../ledger/fields/visible-text.ts'
import { isExact } from './contract/exact.ts'

const known = new WeakMap<z.ZodType, (sent: unknown) => unknown>()

/**
 * Reads what was sent for a schema without the characters that nobody sees, in every text but those
 * that the schema calls `exact`. So no body can forget it: whoever declares one says what stays.
 */
export function visibleSent(schema: z.ZodType): (sent: unknown) => unknown {
  const made = known.get(schema) ?? cleaning(schema)
  known.set(schema, made)
  return made
}

function cleaning(schema: z.ZodType): (sent: unknown) => unknown {
  const kept = new Set(exactKeys(schema, { key: null, seen: new Set() }))
  return kept.has(null) ? (sent) => sent : (sent) => cleaned(sent, kept)
}

/** Keys under which something exact stands; null: the whole. */
function exactKeys(
  schema: z.ZodType,
  { key, seen }: { readonly key: string | null; readonly seen: Set<unknown> },
): readonly (string | null)[] {
  if (isExact(schema)) return [key]
  if (seen.has(schema)) return []
  seen.add(schema)
  if (schema instanceof z.ZodObject) {
    return Object.entries<z.ZodType>(schema.shape).flatMap(([name, part]) =>
      // The same part may stand under several names.
      exactKeys(part, { key: name, seen: new Set(seen) }),
    )
  }
  return partsOf(schema).flatMap((part) => exactKeys(part, { key, seen }))
}

function partsOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodLazy) return [schema.unwrap() as z.ZodType]
  const parts: readonly unknown[] = Object.values(schema.def).flat()
  return parts.filter((part) => part instanceof z.ZodType)
}

function cleaned(sent: unknown, kept: ReadonlySet<string | null>): unknown {
  if (typeof sent === 'string') return visibleText(sent)
  if (typeof sent !== 'object' || sent === null) return sent
  if (Array.isArray(sent)) return sent.map((one) => cleaned(one, kept))
  return Object.fromEntries(
    Object.entries(sent).map(([key, one]) => [key, kept.has(key) ? one : cleaned(one, kept)]),
  )
}
