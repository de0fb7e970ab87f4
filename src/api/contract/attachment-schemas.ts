import { z } from 'zod'
import type { FileRef } from '../../ledger/value.ts'

/** A fingerprint in a path. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A file that was taken, as a field of kind `file` holds it. */
export const fileRef: z.ZodType<FileRef> = z.strictObject({
  sha256: z.string(),
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
})

/** What a file is called; the ending says what it must be. */
export const uploadQuery = z.strictObject({ name: z.string().trim().min(1).max(255) })
