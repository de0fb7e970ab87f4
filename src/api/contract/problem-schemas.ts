import { z } from 'zod'
import { drawnCountMax } from '../../ledger/draw.ts'
import { day, id, moment, period, values, year } from './basic-schemas.ts'
import type { BoardView, DrawView, ReturnsView } from './problem-views.ts'
import { recordView } from './record-schemas.ts'

export const boardQuery = z.strictObject({ year })

export const boardView: z.ZodType<BoardView> = z.strictObject({
  today: day,
  items: z.array(
    z.strictObject({
      record: recordView,
      stage: z.string(),
      due: z.strictObject({ on: day, state: z.enum(['overdue', 'soon', 'later']) }).nullable(),
      mayReturn: z.boolean(),
    }),
  ),
  isCut: z.boolean(),
})

export const returnsView: z.ZodType<ReturnsView> = z.strictObject({
  mayBe: z.array(recordView),
  returnedAs: z.array(recordView),
})

export const drawBody = z.strictObject({
  values,
  from: id,
  period,
  count: z.int().min(1).max(drawnCountMax),
  reason: z.string().trim().min(1).max(300).optional(),
})

export const drawView: z.ZodType<DrawView> = z.strictObject({
  sample: z.strictObject({
    register: z.string(),
    period: z.string(),
    size: z.int(),
    root: z.string(),
    count: z.int(),
    drawn: z.array(z.string()),
  }),
  candidates: z.array(z.string()),
  checkpoint: z
    .strictObject({ size: z.int(), root: z.string(), note: z.string(), madeAt: moment })
    .nullable(),
  consistency: z.array(z.string()),
  keys: z.strictObject({ log: z.string(), receipt: z.string() }),
  draws: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      size: z.int(),
      count: z.int(),
      recordedAt: moment,
      state: z.enum(['live', 'void']),
    }),
  ),
})
