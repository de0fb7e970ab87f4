import type { z } from 'zod'
import type { Fault } from '../../src/ledger/fault.ts'
import { saidOf } from '../../src/ledger/register/schema-parts.ts'

/** Reads data by a schema for tests: the value, or every fault with its place. */
export function readBy<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  { code }: { code: string },
): { readonly value: T; readonly faults?: undefined } | { readonly faults: readonly Fault[] } {
  const read = schema.safeParse(raw)
  if (read.success) return { value: read.data }
  const faults = read.error.issues.map((issue): Fault => {
    const at = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    const given =
      issue.code === 'custom' ? (issue.params?.['fault'] as Fault | undefined) : undefined
    if (given !== undefined) return { ...given, at }
    const text = saidOf(issue.message)
    return { code: `${code}.${issue.code.replaceAll('_', '-')}`, at, text, hint: text }
  })
  return { faults }
}
