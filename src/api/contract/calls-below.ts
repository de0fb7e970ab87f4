import { z } from 'zod'
import { day } from './basic.ts'
import type { ViewOf } from './basic.ts'

/** POST /api/v1/calls-taken/{id}/pass-on; without a day it is due a week before the call above. */
export const passOnBody = z.strictObject({ due: day.nullable().default(null) })

const belowRow = z.strictObject({
  item: z.string(),
  value: z.number().nullable(),
  said: z.string().nullable(),
  verdict: z.string(),
  below: z.number().nullable(),
})

/** GET /api/v1/received/{id}/below: what the sender of an answer counted of those below it. */
export const belowView = z.strictObject({
  sender: z.string(),
  call: z.string(),
  totals: z.array(
    z.strictObject({
      item: z.string(),
      sum: z.number().nullable(),
      answered: z.int(),
      missing: z.int(),
    }),
  ),
  bodies: z.array(
    z.strictObject({
      name: z.string(),
      log: z.string().nullable(),
      isChanged: z.boolean(),
      answer: z
        .strictObject({
          entry: z.int(),
          digest: z.string(),
          size: z.int(),
          root: z.string(),
          rows: z.array(belowRow),
        })
        .nullable(),
    }),
  ),
})
export type BelowView = ViewOf<typeof belowView>

const cell = z.union([z.number(), z.string()]).nullable()

/** POST /api/v1/received/{id}/handed-on */
export const handedOnView = z.strictObject({
  name: z.string(),
  title: z.string(),
  isSame: z.boolean(),
  items: z.array(
    z.strictObject({
      item: z.string(),
      label: z.string(),
      counted: cell,
      said: cell,
      verdict: z.string(),
      records: z.int(),
    }),
  ),
})
export type HandedOnView = ViewOf<typeof handedOnView>
