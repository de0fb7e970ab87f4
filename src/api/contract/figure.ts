import { z } from 'zod'
import type { FigurePage } from '../../app/year/compute-figures.ts'
import type { CountedRegister } from '../../app/year/count-registers.ts'
import type { FigureSummary } from '../../ledger/figure/figure.ts'
import { label } from './label.ts'
import { logPosition } from './log-position.ts'
import { pageDefault, pageMax, recordBrief } from './record.ts'
import { day, period } from './scalars.ts'
import type { ViewOf } from './view-of.ts'
import { at } from './year.ts'

/** A figure's value: never a bare number. */
export const figureSummary = z.strictObject({
  figure: z.string(),
  value: z.union([z.number(), z.strictObject({ part: z.number(), whole: z.number() }), z.null()]),
  unit: label,
  period: z.string(),
  definition: label,
  /** How many records are behind it. */
  counted: z.int(),
  scale: z.exactOptional(z.enum(['fen', 'minutes'])),
  latestOn: z.exactOptional(day.nullable()),
  groups: z.exactOptional(z.array(z.strictObject({ key: z.string(), value: z.number() }))),
  lastYear: z.exactOptional(z.number().nullable()),
  lastYearStated: z.exactOptional(z.strictObject({ record: z.string(), source: z.string() })),
  rounding: z.exactOptional(z.literal('cut')),
  asOf: logPosition,
}) satisfies z.ZodType<FigureSummary>

/** GET /api/v1/figures?period=2025 */
export const figuresView = z.strictObject({ period: z.string(), figures: z.array(figureSummary) })
export type FiguresView = ViewOf<typeof figuresView>

/** Which of the records behind a figure are shown. */
export const figureQuery = z.strictObject({
  period,
  at,
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(pageDefault),
  /** The ids of all its records come along. */
  ids: z.enum(['true', 'false']).optional(),
})

const ids = z.array(z.string())

/** GET /api/v1/figures/{id}?period= : the value, and a page of the records behind it. */
export const figureView = z.strictObject({
  ...figureSummary.shape,
  briefs: z.array(recordBrief),
  /** What to continue behind; null at the end. */
  next: z.string().nullable(),
  /** With `ids=true`: what it counts, the part of a share, the records of its groups in order. */
  ids: z.exactOptional(
    z.strictObject({
      records: ids,
      partRecords: z.exactOptional(ids),
      groups: z.exactOptional(z.array(ids)),
    }),
  ),
}) satisfies z.ZodType<FigurePage>
export type FigureView = ViewOf<typeof figureView>

/** GET /api/v1/registers?year=2025 */
export const registersView = z.strictObject({
  registers: z.array(
    z.strictObject({
      register: z.string(),
      count: z.int(),
      late: z.int(),
      latest: recordBrief.nullable(),
    }) satisfies z.ZodType<CountedRegister>,
  ),
})
export type RegistersView = ViewOf<typeof registersView>
