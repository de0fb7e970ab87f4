import { z } from 'zod'
import { label } from './label.ts'
import { password } from './password.ts'
import { moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** Whether our log is signed, and whether its entries are dated as they should be. */
export const logStateView = z.strictObject({
  entries: z.int(),
  signed: z.strictObject({ size: z.int(), madeAt: moment }).nullable(),
  unsignedSince: moment.nullable(),
  /** It should have been signed long ago. */
  isLate: z.boolean(),
  /** Moment of the newest entry, where that has not come yet. */
  datedAhead: moment.nullable(),
  /** Why nothing can be written, and what to do. */
  held: z.strictObject({ text: label, hint: label }).nullable(),
  /** Its keys are not on this server: it can be read, and nothing entered. */
  lacksKeys: z.boolean(),
})
export type LogStateView = ViewOf<typeof logStateView>

export const confirmClockBody = z.strictObject({ password })
