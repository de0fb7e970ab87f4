import { z } from 'zod'

/** A fingerprint in a path. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What a file is called; the ending says what it must be. */
export const uploadQuery = z.strictObject({ name: z.string().trim().min(1).max(255) })
