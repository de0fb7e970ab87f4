import { z } from 'zod'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { Json } from '../../log/canonical-json.ts'

/** The type of an answer, from the schema that declares it; nobody who reads it changes it. */
export type ViewOf<S extends z.ZodType> = Fixed<z.output<S>>

// Of what may be any JSON there is nothing to fix, and no end to it.
type Fixed<T> = [Json] extends [T] ? T : FixedParts<T>
type FixedParts<T> = T extends Uint8Array ? T : { readonly [K in keyof T]: Fixed<T[K]> }

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** A moment, UTC with milliseconds. */
export const moment = z.iso.datetime({ precision: 3 })

/** A year that can be asked for: the one before and the one after are years of the ledger too. */
export const year = z.coerce.number().int().min(1949).max(2198)

/** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
export const period = z.string().regex(/^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?$/)

/** An id in a path: what packs, the log and the accounts use, and nothing a path hides in. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)

/** A text in both languages. */
export const label = z.strictObject({ zh: z.string(), en: z.string() }) satisfies z.ZodType<Label>

const exactOnes = new WeakSet<z.ZodType>()

/**
 * Marks what comes in just as it was sent. Every other text of a body or query loses what nobody
 * sees before it is parsed (`visible-sent.ts`). Exact is what is hashed, signed or cleaned further
 * in, and what quotes a text that stands here.
 */
export function exact<S extends z.ZodType>(schema: S): S {
  exactOnes.add(schema)
  return schema
}

/** Whether it was marked so. */
export function isExact(schema: z.ZodType): boolean {
  return exactOnes.has(schema)
}

/** A password, as whoever is signed in proves who sits there. */
export const password = exact(z.string().max(1024))

/** A language of the product. */
export const lang = z.enum(['zh', 'en'])

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

/** Where in the log something holds. */
export const logPosition = z.strictObject({
  size: z.int(),
  root: z.string(),
}) satisfies z.ZodType<LogPosition>

/** A signed checkpoint, as whoever verifies needs it. */
export const checkpoint = z.strictObject({
  ...logPosition.shape,
  note: z.string(),
  madeAt: moment,
})

/** Verifier keys of a log and of its receipts. */
export const logKeys = z.strictObject({ log: z.string(), receipt: z.string() })
