import { z } from 'zod'
import { label } from './label.ts'
import type { ViewOf } from './view-of.ts'

/** POST /api/v1/registers/{register}/import?dryRun=&reason= */
export const importAnswer = z.strictObject({
  /** Rows of the sheet that hold a record. */
  rows: z.int(),
  /** New records written now; 0 when only asked what would happen. */
  added: z.int(),
  /** Rows that are new records. */
  fresh: z.int(),
  late: z.int(),
  /** Rows that an earlier import already brought. */
  known: z.int(),
  /** Rows whose record is corrected, those that say what it says, and those left out. */
  corrected: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  /** What is corrected, cell by cell; the first two hundred records. */
  corrections: z.array(
    z.strictObject({
      row: z.int(),
      record: z.string(),
      title: label,
      changes: z.array(
        z.strictObject({ at: z.string(), field: label, before: label, after: label }),
      ),
    }),
  ),
  /** Cells that the sheet and somebody else have changed; nothing is written until decided. */
  conflicts: z.array(
    z.strictObject({
      row: z.int(),
      at: z.string(),
      record: z.string(),
      version: z.int(),
      title: label,
      field: label,
      base: label,
      theirs: label,
      mine: label,
    }),
  ),
  /** New rows that are like a record or another row; nothing is written until all are decided. */
  alike: z.array(
    z.strictObject({
      row: z.int(),
      at: z.string(),
      title: label,
      day: z.string().nullable(),
      like: z.strictObject({
        record: z.string().nullable(),
        version: z.int().nullable(),
        row: z.int().nullable(),
        title: label,
        day: z.string().nullable(),
      }),
    }),
  ),
  /** What was taken in another way than it is written, by cell. */
  notes: z.array(
    z.strictObject({ at: z.array(z.union([z.string(), z.number()])), text: label, hint: label }),
  ),
})
export type ImportAnswer = ViewOf<typeof importAnswer>
