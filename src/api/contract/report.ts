import { z } from 'zod'
import type { ReportDocument } from '../../report/document.ts'
import {
  claimKinds,
  claimStates,
  conditions,
  judgingRules,
  urgencies,
} from '../../report/document.ts'
import { label } from './label.ts'
import { logPosition } from './log-position.ts'
import { day, period } from './scalars.ts'

const inline = z.union([
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('claim'), claim: z.string(), text: z.string() }),
])

const block = z.union([
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    marker: z.string(),
    inlines: z.array(inline),
  }),
  z.strictObject({
    kind: z.literal('paragraph'),
    runIn: z.exactOptional(z.strictObject({ marker: z.string(), inlines: z.array(inline) })),
    inlines: z.array(inline),
  }),
  z.strictObject({
    kind: z.literal('table'),
    header: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
])

/** What a claim of a report says. */
export const claimKind = z.enum(claimKinds)

/** How a claim stands against the ledger. */
export const claimState = z.enum(claimStates)

/** Of what a claim speaks: that something is so, that it failed, … */
export const condition = z.enum(conditions)

const claim = z.strictObject({
  id: z.string(),
  kind: claimKind,
  says: z.exactOptional(condition),
  text: z.string(),
  state: claimState,
  reason: label,
  note: z.exactOptional(label),
  figure: z.string().nullable(),
  duty: z.string().nullable(),
  stated: z.number().nullable(),
  ledger: z.number().nullable(),
  records: z.array(z.string()),
})

/** What the ledger has and a report leaves out. */
export const notMentioned = z.strictObject({
  duty: z.string(),
  label,
  kind: z.enum(['incident', 'unmet']),
  reason: label,
})

/** The document tree of a report. */
export const reportDocument = z.strictObject({
  template: z.string(),
  year: z.int(),
  period: z.exactOptional(period),
  title: z.string(),
  addressee: z.string().nullable(),
  issuer: z.string().nullable(),
  number: z.string().nullable(),
  blocks: z.array(block),
  signature: z.string(),
  date: day.nullable(),
  claims: z.array(claim),
  notMentioned: z.exactOptional(z.array(notMentioned)),
  asOf: logPosition,
  judged: z.exactOptional(z.literal(judgingRules)),
  paper: z.exactOptional(
    z.strictObject({
      titleLines: z.array(z.string()),
      urgency: z.enum(urgencies).nullable(),
      copyTo: z.string().nullable(),
      attachments: z.array(
        z.strictObject({ titleLines: z.array(z.string()), blocks: z.array(block) }),
      ),
      annex: z.enum(['within', 'apart']),
    }),
  ),
  stated: z.exactOptional(
    z.array(z.strictObject({ sentence: z.string(), count: z.int(), by: z.string() })),
  ),
}) satisfies z.ZodType<ReportDocument>
