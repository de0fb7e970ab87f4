import { z } from 'zod'
import type { Burden } from '../../app/year/compute-burden.ts'
import type { Lateness } from '../../app/year/compute-lateness.ts'
import type { YearOverview } from '../../app/year/compute-year.ts'
import type { WeighedAttestation } from '../../app/year/weigh-attestation.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { WantedRecord } from '../../duty/wanted-record.ts'
import { label } from './label.ts'
import { logPosition } from './log-position.ts'
import { recordBrief } from './record.ts'
import { day, moment } from './scalars.ts'
import { dutyOffWhy } from './unit.ts'
import { values } from './values.ts'
import type { ViewOf } from './view-of.ts'

const month = z.string().regex(/^\d{4}-\d{2}$/)
const count = z.int().min(0)

/** A size of the log that a checkpoint was signed at. */
export const at = z.exactOptional(z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER))

/** Where a duty or a window of it stands. */
export const dutyState = z.enum([
  'met',
  'onTrack',
  'atRisk',
  'overdue',
  'notDone',
  'notApplicable',
  'awaitingAttestation',
])

/** Where a duty stands in a year. */
export const dutyStanding = z.strictObject({
  duty: z.string(),
  state: dutyState,
  reason: label,
  windows: z.array(
    z.strictObject({
      period: z.string(),
      from: day,
      to: day,
      state: dutyState,
      done: z.number(),
      owed: z.number(),
      records: z.array(z.string()),
      dueOn: z.exactOptional(day),
      weeksMissing: z.exactOptional(z.array(z.strictObject({ from: day, to: day }))),
    }),
  ),
  since: z.exactOptional(day),
  least: z.exactOptional(z.number()),
  records: z.array(z.string()),
  against: z.array(z.string()),
}) satisfies z.ZodType<DutyStanding>

/** GET /api/v1/duties/{id}/wanted?period= : what has to be recorded; null: no record makes up. */
export const wantedView = z.strictObject({
  wanted: z
    .strictObject({
      register: z.string(),
      values,
      open: z.array(z.string()),
      days: z.strictObject({ from: day, to: day }),
    })
    .nullable(),
}) satisfies z.ZodType<{ readonly wanted: WantedRecord | null }>
export type WantedView = ViewOf<typeof wantedView>

/** GET /api/v1/years/{year} */
export const yearView = z.strictObject({
  year: z.int(),
  today: day,
  asOf: logPosition,
  pack: z.strictObject({
    id: z.string(),
    version: z.string(),
    digest: z.string(),
    isCurrent: z.boolean(),
  }),
  notices: z.array(label),
  off: z.array(
    z.strictObject({ duty: z.string(), label, why: dutyOffWhy, reason: label, from: day }),
  ),
  standings: z.array(dutyStanding),
  marks: z.array(
    z.strictObject({
      duty: z.string(),
      months: z.array(count).length(12),
      late: z.array(count).length(12),
    }),
  ),
  due: z.array(z.strictObject({ duty: z.string(), on: day, reason: label })),
  fallsShort: z.array(z.strictObject({ duty: z.string(), reason: label })),
}) satisfies z.ZodType<YearOverview>
export type YearView = ViewOf<typeof yearView>

const monthPair = z.strictObject({ month, now: z.number().nullable(), last: z.number().nullable() })

/** GET /api/v1/years/{year}/burden?at= : what the year cost, against the year before. */
export const burdenView = z.strictObject({
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
      lastToSameDay: z.number().nullable(),
      lastWhole: z.number().nullable(),
      forecast: z.number().nullable(),
      sentence: label,
      records: z.array(z.string()),
    }),
  ),
  selfImposed: z.array(
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
}) satisfies z.ZodType<Burden>
export type BurdenView = ViewOf<typeof burdenView>

/** GET /api/v1/years/{year}/lateness?at= : event date against entry date. */
export const latenessView = z.strictObject({
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
}) satisfies z.ZodType<Lateness>
export type LatenessView = ViewOf<typeof latenessView>

/** GET /api/v1/duties/{id}/attestation?period= : what speaks for and against it. */
export const attestationView = z.strictObject({
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
  proposal: label.nullable(),
}) satisfies z.ZodType<WeighedAttestation>
export type AttestationView = ViewOf<typeof attestationView>
