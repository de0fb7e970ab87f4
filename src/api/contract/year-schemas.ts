import { z } from 'zod'
import { day, label, logPosition, moment } from './basic-schemas.ts'
import { recordBrief } from './record-schemas.ts'
import type { AttestationView, BurdenView, LatenessView } from './year-views.ts'

const month = z.string().regex(/^\d{4}-\d{2}$/)
const count = z.int().min(0)

/** A size of the log that a checkpoint was signed at. */
export const at = z.exactOptional(z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER))

const monthPair = z.strictObject({ month, now: z.number().nullable(), last: z.number() })

export const burdenView: z.ZodType<BurdenView> = z.strictObject({
  year: z.int(),
  today: day,
  asOf: logPosition,
  lines: z.array(
    z.strictObject({
      figure: z.string(),
      label,
      unit: label,
      months: z.array(monthPair).length(12),
      soFar: z.number(),
      lastToSameDay: z.number(),
      lastWhole: z.number(),
      forecast: z.number().nullable(),
      sentence: label,
      records: z.array(z.string()),
    }),
  ),
  laidOnItself: z.array(
    z.strictObject({
      duty: z.string(),
      label,
      why: z.enum(['own-rule', 'other-cadence']),
      requirement: label,
      source: label.nullable(),
    }),
  ),
  duties: count,
  entries: z.array(monthPair).length(12),
  reports: z.array(z.strictObject({ report: z.string(), label, computed: count, typed: count })),
})

export const latenessView: z.ZodType<LatenessView> = z.strictObject({
  year: z.int(),
  today: day,
  total: count,
  late: count,
  share: z.number().min(0).max(1).nullable(),
  months: z.array(z.strictObject({ month, inTime: count, late: count })).length(12),
  points: z.array(
    z.strictObject({
      id: z.string(),
      register: z.string(),
      occurredOn: day,
      recordedAt: moment,
      recordedOn: day,
      lateDays: count,
    }),
  ),
  sentence: label,
})

export const attestationView: z.ZodType<AttestationView> = z.strictObject({
  duty: z.string(),
  period: z.string(),
  opensOn: day,
  by: z.string(),
  mayGive: z.boolean(),
  refusal: label.nullable(),
  given: z
    .strictObject({
      record: z.string(),
      person: z.string(),
      givenOn: day,
      contradicted: z.boolean(),
    })
    .nullable(),
  speaksFor: z.array(recordBrief),
  speaksAgainst: z.array(recordBrief),
  hidden: z.boolean(),
  sentence: label,
})
