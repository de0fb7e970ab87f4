import { z } from 'zod'
import { playsSchema } from '../../ledger/plays-schema.ts'
import { day, id, label, moment, recordShape, values } from './basic-schemas.ts'
import type {
  PackView,
  ProofView,
  RecordBrief,
  RecordPage,
  RecordView,
  RosterView,
  UsesView,
  VersionView,
  WriteAnswer,
  WriteBody,
} from './views.ts'

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
      const known = key in shape || whereKey.test(key)
      if (!known) context.addIssue({ code: 'unrecognized_keys', keys: [key], input: query })
    }
  })
}

/** The query of a list. */
export const listQuery = filtered({
  ...filterShape,
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(pageDefault),
})

/** The query of an export: the same filters, and which columns as which file. */
export const exportQuery = filtered({
  ...filterShape,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  /** Field ids with commas between them; all when absent. */
  columns: z
    .string()
    .max(2000)
    .regex(/^[A-Za-z][A-Za-z0-9]{0,59}(,[A-Za-z][A-Za-z0-9]{0,59})*$/)
    .optional(),
})

export const recordView: z.ZodType<RecordView> = z.strictObject({
  ...recordShape,
  title: z.string(),
  withheld: z.array(z.string()),
})

export const recordPage: z.ZodType<RecordPage> = z.strictObject({
  items: z.array(recordView),
  next: z.string().nullable(),
})

export const writeAnswer: z.ZodType<WriteAnswer> = z.strictObject({
  record: recordView,
  index: z.int(),
  leafHash: z.string(),
  receipt: z.string(),
  repeated: z.boolean(),
})

const reason = z.string().trim().max(500)

export const createBody: z.ZodType<WriteBody> = z.strictObject({
  values,
  reason: z.exactOptional(reason),
  another: z.exactOptional(z.boolean()),
})

export const correctBody = z.strictObject({
  values,
  reason: reason.min(1),
  another: z.exactOptional(z.boolean()),
})

export const voidBody = z.strictObject({ reason: reason.min(1) })

export const versionViews: z.ZodType<readonly VersionView[]> = z.array(
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
)

export const proofQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional() })

export const proofView: z.ZodType<ProofView> = z.strictObject({
  index: z.int(),
  leafText: z.string(),
  leafHash: z.string(),
  receipt: z.string(),
  proof: z.string().nullable(),
  checkpoint: z
    .strictObject({ size: z.int(), root: z.string(), note: z.string(), madeAt: moment })
    .nullable(),
  provedBetween: z.strictObject({ after: moment.nullable(), before: moment.nullable() }),
  keys: z.strictObject({ log: z.string(), receipt: z.string() }),
  payload: z.strictObject({ root: z.string(), size: z.int(), openings: z.array(z.json()) }),
})

export const usesView: z.ZodType<UsesView> = z.strictObject({
  duties: z.array(z.string()),
  figures: z.array(z.string()),
})

export const recordBrief: z.ZodType<RecordBrief> = z.strictObject({
  id: z.string(),
  register: z.string(),
  title: z.string(),
  occurredOn: day.nullable(),
  lateDays: z.int(),
  state: z.enum(['live', 'void']),
})

const labelled = z.strictObject({ id: z.string(), label })

// Registers and their fields are the pack's own declarations, described in its JSON Schemas.
const declared = z.looseObject({ id: z.string(), label })

export const packView = z.strictObject({
  id: z.string(),
  version: z.string(),
  digest: z.string(),
  label,
  roles: z.array(labelled),
  parts: z.array(labelled),
  lists: z.record(z.string(), z.array(labelled)),
  instruments: z.record(z.string(), z.strictObject({ label, tier: z.string() })),
  registers: z.array(declared),
  plays: z.record(z.string(), playsSchema),
  figures: z.array(
    z.strictObject({ ...labelled.shape, unit: label, register: z.string(), definition: label }),
  ),
  duties: z.array(
    z.strictObject({
      ...labelled.shape,
      part: z.string(),
      source: z.looseObject({
        instrument: z.string(),
        clause: z.string().nullable(),
        verified: z.boolean(),
        tier: z.string(),
      }),
      requirement: label,
      officeKind: z.string().optional(),
      register: z.string().optional(),
    }),
  ),
  reports: z.array(labelled),
}) as unknown as z.ZodType<PackView>

export const rosterView: z.ZodType<RosterView> = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      initials: z.string(),
      office: z.string().nullable(),
      post: z.string().nullable(),
      former: z.boolean(),
    }),
  ),
  offices: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      parent: z.string().nullable(),
    }),
  ),
})
