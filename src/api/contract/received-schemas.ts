import { z } from 'zod'
import type { Reply } from '../../report/receive/reply.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { label, moment } from './basic-schemas.ts'
import type { ReceivedAnswer, WatchedLogView } from './received-views.ts'
import { recordView } from './record-schemas.ts'

// What a verifier says is the contract of `taizhang verify --json`; its shape stands with it.
const verification = z.looseObject({
  holds: z.boolean(),
  claims: z.array(z.looseObject({ claim: z.string(), verdict: z.string(), sentence: label })),
  findings: z.array(z.looseObject({ code: z.string(), sentence: label })),
}) as unknown as z.ZodType<Verification>

export const receivedAnswer: z.ZodType<ReceivedAnswer> = z.strictObject({
  record: recordView,
  receipt: z.string(),
  verification,
  growth: z.enum(['extends', 'older', 'unshown']),
})

export const settleBody = z.strictObject({
  step: z.enum(['accepted', 'returned']),
  reasons: z.string().trim().max(2_000).nullable().default(null),
})

export const watchBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  vkey: z.string().trim().min(1).max(600),
})

export const watchedLogView: z.ZodType<WatchedLogView> = z.strictObject({
  origin: z.string(),
  name: z.string(),
  vkey: z.string(),
  former: z.array(z.string()),
  size: z.int(),
  root: z.string(),
  since: moment,
})

const opening = z.strictObject({
  size: z.int().min(0),
  fields: z
    .array(
      z.strictObject({
        index: z.int().min(0),
        path: z.string(),
        value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
        salt: z.string(),
      }),
    )
    .max(100),
  hashes: z.array(z.string()).max(1_000),
})

export const replyView = z.strictObject({
  v: z.literal(1),
  receiver: z.strictObject({ id: z.string(), name: label, origin: z.string() }),
  entry: z.strictObject({
    index: z.int().min(0),
    leafText: z.string().max(65_535),
    opening,
    receipt: z.string().max(10_000),
    receiptKey: z.string().max(600),
  }),
  cosigned: z
    .strictObject({
      checkpointText: z.string().max(1_000),
      line: z.string().max(1_000),
      witness: z.string().max(600),
    })
    .nullable(),
}) as unknown as z.ZodType<Reply>

/** The report's version after a reply, and how large our log was when it was witnessed. */
export const takenReply = z.strictObject({
  version: z.int(),
  witnessedSize: z.int().nullable(),
  verified: z.string().nullable(),
})
