import { z } from 'zod'
import type { CheckedFile } from '../../app/draft/check-report-file.ts'
import type { LastReport } from '../../app/draft/read-last-report.ts'
import type { CheckedReading } from '../../report/check/check-reading.ts'
import { draftTree } from './draft.ts'
import { label } from './label.ts'
import { claimKind, claimState } from './report.ts'
import type { ViewOf } from './view-of.ts'

const quantity = z.strictObject({
  value: z.number().nullable(),
  upper: z.exactOptional(z.number()),
  digits: z.exactOptional(z.int()),
  unit: z.string(),
  comparator: z.enum(['=', '>=', '<=', '~']),
  blank: z.boolean(),
})

/** POST /api/v1/reading: a text held against the ledger, as `taizhang check --json` says it. */
export const checkedReading = z.strictObject({
  title: z.string(),
  outline: z.array(
    z.strictObject({
      id: z.string(),
      level: z.int(),
      marker: z.string(),
      title: z.string(),
      runIn: z.boolean(),
      start: z.int(),
      end: z.int(),
    }),
  ),
  claims: z.array(
    z.strictObject({
      id: z.string(),
      section: z.string().nullable(),
      kind: claimKind,
      text: z.string(),
      start: z.int(),
      end: z.int(),
      quantity: quantity.nullable(),
      state: claimState,
      reason: label,
      note: z.exactOptional(label),
      figure: z.string().nullable(),
      likely: z.string().nullable(),
      duty: z.string().nullable(),
      ledger: z.number().nullable(),
      records: z.array(z.string()),
      carried: claimState.nullable(),
    }),
  ),
  unnamed: z.array(z.strictObject({ text: z.string(), start: z.int(), end: z.int() })),
  cites: z.array(z.string()),
  summary: z.strictObject({
    blank: z.int(),
    contradicted: z.int(),
    changed: z.int(),
    unbound: z.strictObject({ all: z.int(), byKind: z.partialRecord(claimKind, z.int()) }),
  }),
  holds: z.boolean(),
}) satisfies z.ZodType<CheckedReading>

/** POST /api/v1/reading/file?year= : a reading held against the ledger, and what was read. */
export const fileReading = z.strictObject({
  ...checkedReading.shape,
  /** Offsets of the claims count in it. */
  text: z.string(),
  /** The year whose ledger it was held against. */
  year: z.int(),
  /** Whether the file carries what its claims rest on. */
  marked: z.boolean(),
}) satisfies z.ZodType<CheckedFile>
export type FileReading = ViewOf<typeof fileReading>

/** POST /api/v1/reading/last-report */
export const lastReport = z.strictObject({
  ...fileReading.shape,
  notices: z.array(label),
  renewed: z
    .strictObject({
      tree: draftTree,
      bound: z.int(),
      released: z.array(z.string()),
      report: z.string(),
      of: z.int(),
    })
    .nullable(),
}) satisfies z.ZodType<LastReport>
export type LastReportView = ViewOf<typeof lastReport>
