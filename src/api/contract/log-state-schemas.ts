import { z } from 'zod'
import { label, moment } from './basic-schemas.ts'
import type { LogStateView } from './log-state-views.ts'

export const logStateView: z.ZodType<LogStateView> = z.strictObject({
  entries: z.int(),
  signed: z.strictObject({ size: z.int(), madeAt: moment }).nullable(),
  unsignedSince: moment.nullable(),
  isLate: z.boolean(),
  datedAhead: moment.nullable(),
  held: z.strictObject({ text: label, hint: label }).nullable(),
})

export const confirmClockBody = z.strictObject({ password: z.string().max(200) })
