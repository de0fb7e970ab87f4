import { z } from 'zod'
import type { Reply } from '../../report/receive/reply.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { exact } from './exact.ts'
import { label } from './label.ts'
import { logPosition } from './log-position.ts'
import { passkeySignature, signingPasskey } from './passkey.ts'
import { recordView } from './record.ts'
import { notMentioned } from './report.ts'
import { moment } from './scalars.ts'
import { json } from './values.ts'
import type { ViewOf } from './view-of.ts'

/** What a verifier says of a file: as `taizhang verify --json` does. */
const verification = z.strictObject({
  holds: z.boolean(),
  state: z.enum(['signed', 'draft', 'unmarked']),
  title: z.string().nullable(),
  organisation: label.nullable(),
  log: z.strictObject({ origin: z.string(), key: z.string(), pinned: z.boolean() }).nullable(),
  digest: z.string().nullable(),
  signed: z
    .strictObject({
      person: z.string(),
      name: z.string().nullable(),
      recordedAt: moment,
      passkey: z.strictObject({ registeredAt: moment, fingerprint: z.string() }).nullable(),
      sentence: label,
      reviewer: z.exactOptional(z.string()),
    })
    .nullable(),
  frozenAt: logPosition.nullable(),
  provedAt: logPosition.nullable(),
  claims: z.array(
    z.strictObject({
      claim: z.string(),
      text: z.string(),
      verdict: z.enum(['proved', 'atLeast', 'attested', 'contradicted', 'changed', 'missing']),
      sentence: label,
      figure: z.string().nullable(),
      duty: z.string().nullable(),
      stated: z.number().nullable(),
      recomputed: z.number().nullable(),
      lastYear: z.exactOptional(z.number()),
      records: z.int(),
      behind: z.array(z.string()),
      kept: z.enum(['contradicted', 'missing']).nullable(),
    }),
  ),
  notMentioned: z.array(notMentioned),
  free: z.array(
    z.strictObject({ words: z.string(), sentence: z.string(), isAccepted: z.boolean() }),
  ),
  findings: z.array(
    z.strictObject({ code: z.string(), weight: z.enum(['broken', 'note']), sentence: label }),
  ),
}) satisfies z.ZodType<Verification>

/** POST /api/v1/received: what arrived, as it was recorded and as it was verified. */
export const receivedAnswer = z.strictObject({
  record: recordView,
  receipt: z.string(),
  verification,
  /** Whether the sender's log was seen to extend what was known of it, and was cosigned. */
  growth: z.enum(['extends', 'older', 'unshown']),
})
export type ReceivedAnswer = ViewOf<typeof receivedAnswer>

export const settleBody = z.strictObject({
  step: z.enum(['accepted', 'returned']),
  reasons: z.string().trim().max(2_000).nullable().default(null),
  /** Whoever owns a passkey returns a report with it. */
  passkey: passkeySignature.nullable().default(null),
})

/** POST /api/v1/received/{id}/signing: the reasons of a return that a passkey is to sign. */
export const returnBody = z.strictObject({ reasons: z.string().trim().min(1).max(2_000) })

export const watchBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  vkey: z.string().trim().min(1).max(600),
})

/** GET /api/v1/watched-logs: whose reports can be received, and how far their logs were seen. */
export const watchedLogView = z.strictObject({
  origin: z.string(),
  name: z.string(),
  vkey: z.string(),
  /** Believed before, for reports of that time. */
  former: z.array(z.string()),
  size: z.int(),
  root: z.string(),
  since: moment,
})
export type WatchedLogView = ViewOf<typeof watchedLogView>

const opening = z.strictObject({
  size: z.int().min(0),
  fields: z
    .array(
      z.strictObject({ index: z.int().min(0), path: z.string(), value: json, salt: z.string() }),
    )
    .max(100),
  hashes: z.array(z.string()).max(1_000),
})

const entryView = z.strictObject({
  index: z.int().min(0),
  leafText: z.string().max(65_535),
  opening,
  receipt: z.string().max(10_000),
  receiptKey: z.string().max(600),
})

/** A receiver's reply, as it comes in and goes out. */
export const replyView = exact(
  z.strictObject({
    v: z.literal(1),
    receiver: z.strictObject({ id: z.string(), name: label, origin: z.string() }),
    entry: entryView,
    signedBy: z.exactOptional(entryView),
    cosigned: z
      .strictObject({
        checkpointText: z.string().max(1_000),
        line: z.string().max(1_000),
        witness: z.string().max(600),
      })
      .nullable(),
  }),
) satisfies z.ZodType<Reply>

/** GET /api/v1/issued/{id}/reply: what a receiver says, decided or only received so far. */
export const offeredReply = z.strictObject({
  reply: replyView.nullable(),
  isDecided: z.boolean(),
})
export type OfferedReply = ViewOf<typeof offeredReply>

/** The report's version after a reply, and how large our log was when it was witnessed. */
export const takenReply = z.strictObject({
  version: z.int(),
  /** The receiver has accepted or returned it; else it has only received it. */
  isDecided: z.boolean(),
  witnessedSize: z.int().nullable(),
  verified: z.string().nullable(),
  verdicts: z.string().nullable(),
  /** The receipt key of the receiver is known here; else it is to be compared. */
  isKeyKnown: z.boolean(),
  /** The passkey of whoever returned it; null: it was signed without one. */
  signedBy: signingPasskey.nullable(),
})
export type TakenReply = ViewOf<typeof takenReply>
