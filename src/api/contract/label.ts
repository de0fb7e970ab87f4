import { z } from 'zod'
import type { Label } from '../../ledger/label.ts'

/** A text in both languages. */
export const label = z.strictObject({ zh: z.string(), en: z.string() }) satisfies z.ZodType<Label>

/** A language of the product. */
export const lang = z.enum(['zh', 'en'])
