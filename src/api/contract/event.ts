import { z } from 'zod'
import { recordView, writeAnswer } from './record.ts'
import { id } from './scalars.ts'
import { sentValues, values } from './values.ts'
import type { ViewOf } from './view-of.ts'

/** The values of one part, beside what all parts share. */
const partBody = z.strictObject({ register: id, values: sentValues })

/** POST /api/v1/events */
export const eventBody = z.strictObject({
  kind: id,
  /** What the parts share by its name, such as day, place, chair, present. */
  facts: sentValues,
  parts: z.array(partBody).min(1).max(8),
  reason: z.exactOptional(z.string().trim().max(500)),
})
export type EventBody = ViewOf<typeof eventBody>

/** The records that were written, in the order of the parts. */
export const eventAnswer = z.strictObject({ records: z.array(writeAnswer) })
export type EventAnswer = ViewOf<typeof eventAnswer>

/** GET /api/v1/records/{id}/event : the live records of the same event that the caller may read. */
export const eventView = z.strictObject({ parts: z.array(recordView) })
export type EventView = ViewOf<typeof eventView>

/** GET /api/v1/issued/{id}/sending : what the report fills in; null where the pack has nothing. */
export const sendingView = z.strictObject({
  event: z
    .strictObject({
      kind: z.string(),
      facts: values,
      parts: z.array(z.strictObject({ register: z.string(), values })),
    })
    .nullable(),
})
export type SendingView = ViewOf<typeof sendingView>

/** POST /api/v1/issued/{id}/send : without an event, what the report fills in is entered as it is. */
export const sendBody = z
  .strictObject({
    event: z.exactOptional(z.strictObject({ ...eventBody.shape, parts: z.array(partBody).max(8) })),
  })
  .default({})
