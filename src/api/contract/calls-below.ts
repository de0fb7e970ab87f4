import { z } from 'zod'
import { day } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** POST /api/v1/calls-taken/{id}/pass-on; without a day it is due a week before the call above. */
export const passOnBody = z.strictObject({ due: day.nullable().default(null) })

const belowRow = z.strictObject({
  item: z.string(),
  value: z.number().nullable(),
  said: z.string().nullable(),
  verdict: z.string(),
  below: z.number().nullable(),
})

const askingStep = z.enum(['asked', 'handed', 'declined'])

/** An answer that was asked for: why, and what came of it. */
const askedFor = {
  id: z.string(),
  reason: z.string(),
  askedOn: z.string(),
  step: askingStep,
  /** Why it was declined. */
  reasons: z.string().nullable(),
  decidedOn: z.string().nullable(),
}

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
      /** What we asked its sender for of this answer; `isDelivered`: its server has heard of it. */
      asked: z.strictObject({ ...askedFor, isDelivered: z.boolean() }).nullable(),
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
      recomputed: z.number().nullable(),
    }),
  ),
})
export type HandedOnView = ViewOf<typeof handedOnView>

/** POST /api/v1/received/{id}/asked-answers */
export const askBody = z.strictObject({ log: z.string().max(255), reason: z.string().max(500) })

/** GET /api/v1/asked-answers/{id} */
export const askedAnswerView = z.strictObject({
  ...askedFor,
  /** Whom we asked, and whose answer it is. */
  sender: z.string(),
  body: z.string(),
  /** The key of the log that answered, as whoever counted it believes it. */
  key: z.string().nullable(),
  /** Held against what was counted; null: it is not here. */
  held: handedOnView.nullable(),
})
export type AskedAnswerView = ViewOf<typeof askedAnswerView>

/** GET /api/v1/calls/{id}/answers-asked: what the body above asks for, and what became of it. */
export const answersAskedView = z.strictObject({
  open: z.array(
    z.strictObject({
      asked: z.string(),
      asker: z.string(),
      body: z.string(),
      reason: z.string(),
      askedOn: z.string(),
      answer: z.string(),
      /** Its file is still here. */
      hasFile: z.boolean(),
    }),
  ),
  decided: z.array(
    z.strictObject({
      id: z.string(),
      asker: z.string(),
      body: z.string(),
      reason: z.string(),
      step: askingStep,
      reasons: z.string().nullable(),
      decidedOn: z.string(),
    }),
  ),
})
export type AnswersAskedView = ViewOf<typeof answersAskedView>

/** POST /api/v1/calls/{id}/answers-asked */
export const handOnBody = z.strictObject({
  asked: z.string().max(64),
  step: z.enum(['handed', 'declined']),
  reasons: z.string().max(2_000).nullable().default(null),
})
