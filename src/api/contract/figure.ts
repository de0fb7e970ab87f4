import { z } from 'zod'
import type { CountedRegister } from '../../app/year/count-registers.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import { day, label, logPosition } from './basic.ts'
import type { ViewOf } from './basic.ts'
import { recordBrief } from './record.ts'

/** A figure's value: never a bare number. */
export const figureValue = z.strictObject({
  figure: z.string(),
  value: z.union([z.number(), z.strictObject({ part: z.number(), whole: z.number() }), z.null()]),
  unit: label,
  period: z.string(),
  definition: label,
  records: z.array(z.string()),
  partRecords: z.exactOptional(z.array(z.string())),
  scale: z.exactOptional(z.enum(['fen', 'minutes'])),
  latestOn: z.exactOptional(day.nullable()),
  groups: z.exactOptional(
    z.array(z.strictObject({ key: z.string(), value: z.number(), records: z.array(z.string()) })),
  ),
  lastYear: z.exactOptional(z.number().nullable()),
  lastYearStated: z.exactOptional(z.strictObject({ record: z.string(), source: z.string() })),
  rounding: z.exactOptional(z.literal('cut')),
  asOf: logPosition,
}) satisfies z.ZodType<FigureValue>

/** GET /api/v1/figures?period=2025 */
export const figuresView = z.strictObject({ period: z.string(), figures: z.array(figureValue) })
export type FiguresView = ViewOf<typeof figuresView>

/** GET /api/v1/figures/{id}?period= : the value, and a title for each record behind it. */
export const figureView = z.strictObject({ ...figureValue.shape, briefs: z.array(recordBrief) })
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
