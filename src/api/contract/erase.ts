import { z } from 'zod'
import type { RecordErasure } from '../../app/records/list-erasures.ts'
import { password } from './password.ts'
import { moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** Fields to be erased, on what ground, and the password once more. */
export const eraseBody = z.strictObject({
  fields: z.array(z.string().min(1).max(64)).min(1).max(100),
  reason: z.string().trim().min(1).max(500),
  password,
})

/** The entry that says so. */
export const eraseAnswer = z.strictObject({ index: z.int(), receipt: z.string() })

/** What was erased of a record. */
export const erasureViews = z.array(
  z.strictObject({
    index: z.int(),
    recordedAt: moment,
    actorName: z.string(),
    reason: z.string(),
    fields: z.array(z.string()),
  }),
) satisfies z.ZodType<readonly RecordErasure[]>
export type ErasureView = ViewOf<typeof erasureViews>[number]
