import { z } from 'zod'
import type { Value, Values } from '../../ledger/value.ts'
import type { Json } from '../../log/canonical-json.ts'
import { exact } from './exact.ts'
import { day } from './scalars.ts'

/** Values as they come in. What one may be depends on its field; the register's rules say that. */
export const sentValues = exact(z.record(z.string().max(64), z.unknown().refine(hasSoundNumbers)))

/** Whether all numbers in JSON that was parsed are numbers of JSON: `1e999` is read as none. */
function hasSoundNumbers(given: unknown): boolean {
  if (typeof given === 'number') return Number.isFinite(given)
  return typeof given !== 'object' || given === null || Object.values(given).every(hasSoundNumbers)
}

/** A file that was taken, as a field of kind `file` holds it. */
export const fileRef = z.strictObject({
  sha256: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
})

/** Any JSON, in what the log holds. */
export const json: z.ZodType<Json> = z.json()

/** What a field of a record may hold. */
export const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.null(),
    z.string(),
    z.number(),
    z.boolean(),
    z.strictObject({ minor: z.int(), currency: z.literal('CNY') }),
    z.strictObject({ from: day, to: day }),
    fileRef,
    z.strictObject({ instrument: z.string(), clause: z.string().nullable() }),
    z.array(z.string()),
    z.array(fileRef),
    z.array(z.record(z.string(), value)),
  ]),
)

/** Values of a record as they are shown. */
export const values: z.ZodType<Values> = z.record(z.string(), value)
