import type { z } from 'zod'
import type { Json } from '../../log/canonical-json.ts'

/** The type of an answer, from the schema that declares it; nobody who reads it changes it. */
export type ViewOf<S extends z.ZodType> = Fixed<z.output<S>>

// Of what may be any JSON there is nothing to fix, and no end to it.
type Fixed<T> = [Json] extends [T] ? T : FixedParts<T>
type FixedParts<T> = T extends Uint8Array ? T : { readonly [K in keyof T]: Fixed<T[K]> }
