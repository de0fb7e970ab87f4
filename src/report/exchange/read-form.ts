import type { z } from 'zod'
import type { Json } from '../../log/canonical-json.ts'
import { readCanonical } from '../../log/canonical-json.ts'

/** Reads the one canonical text of a form; null: it is none. */
export function readForm<T>(form: z.ZodType<T>, source: string): T | null {
  const value = canonicalValue(source)
  const read = value === null ? null : form.safeParse(value)
  return read?.success === true ? read.data : null
}

/**
 * Whether a text is of the form as a later program writes it: all is there that this one knows, and
 * fields beside it. They are not passed over, as nobody here knows what they say of the rest.
 */
export function isOfLater(form: z.ZodType, source: string): boolean {
  const value = canonicalValue(source)
  const read = value === null ? null : form.safeParse(value)
  return read?.success === false && read.error.issues.every(({ code }) => code === unknownField)
}

const unknownField = 'unrecognized_keys'

function canonicalValue(source: string): Json | null {
  return readCanonical(source, isParsed)
}

/** Whatever JSON says is a value of it. */
function isParsed(value: unknown): value is Json {
  return value !== undefined
}
