import { z } from 'zod'
import type { MergePreview } from '../../app/people/merge-people.ts'
import { day } from './basic.ts'
import type { ViewOf } from './basic.ts'

const side = z.strictObject({ id: z.string(), name: z.string(), place: z.string() })

/** GET /api/v1/people/{id}/merge: what becomes one. */
export const mergePreview = z.strictObject({
  person: side,
  into: side,
  registers: z.array(z.strictObject({ register: z.string(), records: z.int() })),
  others: z.int(),
  earliest: day,
  proposed: day,
  signed: z.array(z.int()),
  both: z.array(
    z.strictObject({
      record: z.string(),
      register: z.string(),
      on: day.nullable(),
      year: z.int().nullable(),
      title: z.string(),
    }),
  ),
}) satisfies z.ZodType<MergePreview>
export type MergePreviewView = ViewOf<typeof mergePreview>

export const mergeBody = z.strictObject({
  into: z.uuid(),
  from: z.exactOptional(day),
  reason: z.string().trim().min(1).max(200),
})
export type MergeBody = z.input<typeof mergeBody>
