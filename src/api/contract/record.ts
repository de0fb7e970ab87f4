import { z } from 'zod'
import type { RecordVersion } from '../../app/records/list-versions.ts'
import type { RecordProof } from '../../app/records/prove-record.ts'
import type { ShownRecord } from '../../app/records/shown-record.ts'
import type { RestingReport } from '../../app/report/reports-resting-on.ts'
import { label } from './label.ts'
import { checkpoint, logKeys } from './log-position.ts'
import { day, id, moment } from './scalars.ts'
import { json, sentValues, values } from './values.ts'
import type { ViewOf } from './view-of.ts'

/** Records of a page at most, and when nothing is said. */
export const pageMax = 200
export const pageDefault = 50

export const recordParams = z.object({ id: z.uuid() })
export const registerParams = z.object({ register: id })

const whereKey = /^where\.[A-Za-z][A-Za-z0-9]{0,59}$/

const filterShape = {
  from: day.optional(),
  to: day.optional(),
  search: z.string().max(100).optional(),
  voided: z.enum(['true', 'false']).optional(),
  sort: z
    .string()
    .regex(/^-?[A-Za-z][A-Za-z0-9]{0,59}$/)
    .optional(),
}

/** Filters come as `where.<field>=value` beside the keys of the shape; nothing else may. */
function filtered<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).superRefine((query, context) => {
    for (const key of Object.keys(query)) {
      const known = Object.hasOwn(shape, key) || whereKey.test(key)
      if (!known) context.addIssue({ code: 'unrecognized_keys', keys: [key], input: query })
    }
  })
}

/** Field ids with commas between them. */
const columns = z
  .string()
  .max(2000)
  .regex(/^[A-Za-z][A-Za-z0-9]{0,59}(,[A-Za-z][A-Za-z0-9]{0,59})*$/)

/** The query of a list. */
export const listQuery = filtered({
  ...filterShape,
  /** Fields whose values come along; `*`: all; those that the register shows when absent. */
  columns: z.union([z.literal('*'), columns]).optional(),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(pageDefault),
})

/** The query of an export: the same filters, and which columns as which file. */
export const exportQuery = filtered({
  ...filterShape,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  /** The fields that have a column; all when absent. */
  columns: columns.optional(),
  /** The field of rows whose items have a row each. */
  items: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/)
    .optional(),
})

/** A record as the API shows it; fields the reader may not see are absent and named. */
export const recordView = z.strictObject({
  id: z.string(),
  register: z.string(),
  version: z.int(),
  state: z.enum(['live', 'void']),
  values,
  occurredOn: day.nullable(),
  firstRecordedAt: moment,
  recordedAt: moment,
  lateDays: z.int(),
  lateReason: z.string().nullable(),
  entry: z.int(),
  firstEntry: z.int(),
  title: z.string(),
  withheld: z.array(z.string()),
}) satisfies z.ZodType<ShownRecord>
export type RecordView = ViewOf<typeof recordView>

/** GET /api/v1/registers/{register}/records: records with the values of some fields. */
export const recordPage = z.strictObject({
  items: z.array(recordView),
  next: z.string().nullable(),
  /** The fields whose values come along; null: all. A record is written back with all of them. */
  columns: z.array(z.string()).nullable(),
})
export type RecordPage = ViewOf<typeof recordPage>

/** GET /api/v1/search?q= */
export const searchQuery = z.strictObject({
  q: z.string().trim().min(1).max(100),
  /** Records of each register at most. */
  limit: z.coerce.number().int().min(1).max(20).default(5),
})

/** The registers in which something was found, with the first of each. */
export const searchAnswer = z.strictObject({
  found: z.array(z.strictObject({ register: z.string(), page: recordPage })),
})
export type SearchAnswer = ViewOf<typeof searchAnswer>

/** What a write answers: the record as it stands now, and the promise of the log. */
export const writeAnswer = z.strictObject({
  record: recordView,
  index: z.int(),
  leafHash: z.string(),
  receipt: z.string(),
  repeated: z.boolean(),
})
export type WriteAnswer = ViewOf<typeof writeAnswer>

const reason = z.string().trim().max(500)

export const createBody = z.strictObject({
  values: sentValues,
  reason: z.exactOptional(reason),
  another: z.exactOptional(z.boolean()),
})

export const correctBody = z.strictObject({
  values: sentValues,
  reason: reason.min(1),
  another: z.exactOptional(z.boolean()),
})

export const voidBody = z.strictObject({
  reason: reason.min(1),
  /** The other parts of its event are void with it. */
  whole: z.exactOptional(z.boolean()),
})

/** GET /api/v1/records/{id}/versions, oldest first. */
export const versionViews = z.array(
  z.strictObject({
    version: z.int(),
    kind: z.string(),
    index: z.int(),
    recordedAt: moment,
    occurredOn: day.nullable(),
    actor: z.string(),
    actorName: z.string(),
    reason: z.string().nullable(),
    values,
    changed: z.array(z.string()),
  }),
) satisfies z.ZodType<readonly RecordVersion[]>
export type VersionView = ViewOf<typeof versionViews>[number]

export const proofQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() })

const opening = z.strictObject({
  index: z.int(),
  path: z.string(),
  value: json,
  salt: z.string(),
  proof: z.array(z.string()),
})

/** GET /api/v1/records/{id}/proof?version= : everything a stranger needs, offline. */
export const proofView = z.strictObject({
  index: z.int(),
  leafText: z.string(),
  leafHash: z.string(),
  receipt: z.string(),
  /** c2sp.org/tlog-proof@v1 */
  proof: z.string().nullable(),
  /** Null until a checkpoint covers the entry: a second at most; so is the proof. */
  checkpoint: checkpoint.nullable(),
  /** The checkpoints just before and after: the entry was written between them. */
  provedBetween: z.strictObject({ after: moment.nullable(), before: moment.nullable() }),
  keys: logKeys,
  /** Opened fields with their salts and paths in the payload tree, which has `size` leaves. */
  payload: z.strictObject({ root: z.string(), size: z.int(), openings: z.array(opening) }),
}) satisfies z.ZodType<RecordProof>
export type ProofView = ViewOf<typeof proofView>

/** GET /api/v1/records/{id}/uses */
export const usesView = z.strictObject({
  /** Year in which figures count it. */
  year: z.int().nullable(),
  /** Windows of duties that name it; the period leads to the cell, also of the year beside. */
  duties: z.array(z.strictObject({ duty: z.string(), period: z.string() })),
  figures: z.array(z.string()),
  /** Duties it speaks against, with the fields that break the rule and what they should say. */
  against: z.array(
    z.strictObject({
      duty: z.string(),
      lacking: z.strictObject({ fields: z.array(z.string()), asked: label }).nullable(),
    }),
  ),
})
export type UsesView = ViewOf<typeof usesView>

/** GET /api/v1/records/{id}/reports */
export const restingReports = z.strictObject({
  reports: z.array(
    z.strictObject({
      draft: z.string(),
      name: z.string(),
      claims: z.array(z.strictObject({ id: z.string(), text: z.string() })),
    }) satisfies z.ZodType<RestingReport>,
  ),
})
export type RestingReports = ViewOf<typeof restingReports>

/** Markings of the month in which something happened, and titles for the sentence of a cell. */
export const recordBrief = z.strictObject({
  id: z.string(),
  register: z.string(),
  title: z.string(),
  occurredOn: day.nullable(),
  lateDays: z.int(),
  state: z.enum(['live', 'void']),
})
export type RecordBrief = ViewOf<typeof recordBrief>
