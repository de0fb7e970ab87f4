import type { z } from 'zod'

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
