import { z } from 'zod'
import type { StandIn } from '../../app/people/stand-in.ts'
import { handedOverMax } from '../../app/plan/hand-over.ts'
import { reportSteps } from '../../ledger/core/report-record.ts'
import { day, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const reason = z.string().trim().min(1).max(500)

/** GET /api/v1/stand-ins: who acts for whom. */
export const standInView = z.strictObject({
  record: z.string(),
  version: z.int(),
  person: z.string(),
  deputy: z.string(),
  from: day,
  to: day,
  authorisedBy: z.string(),
  grantedBy: z.string().nullable(),
  state: z.enum(['inForce', 'toCome', 'over', 'revoked']),
}) satisfies z.ZodType<StandIn>
export type StandInView = ViewOf<typeof standInView>

export const standInBody = z.strictObject({
  person: z.uuid(),
  deputy: z.uuid(),
  from: day,
  to: day,
  authorisedBy: z.string().trim().min(1).max(120),
})

export const standInEndBody = z.strictObject({ version: z.int().min(1), reason })

/** GET /api/v1/people/{id}/handover: everything open that names somebody. */
export const handoverView = z.strictObject({
  person: z.string(),
  former: z.boolean(),
  items: z.array(
    z.strictObject({
      record: z.string(),
      version: z.int(),
      register: z.string(),
      title: z.string(),
      fields: z.array(z.string()),
      due: day.nullable(),
    }),
  ),
  drafts: z.array(
    z.strictObject({
      draft: z.string(),
      report: z.string(),
      year: z.int(),
      name: z.string().nullable(),
      step: z.enum(reportSteps).nullable(),
      savedAt: moment,
    }),
  ),
})
export type HandoverView = ViewOf<typeof handoverView>

export const handoverBody = z.strictObject({
  to: z.uuid(),
  items: z
    .array(z.strictObject({ record: z.uuid(), version: z.int().min(1) }))
    .max(handedOverMax)
    .default([]),
  drafts: z.array(z.uuid()).max(handedOverMax).default([]),
  reason,
})
