import { z } from 'zod'
import type { DrawEvidence } from '../../app/plan/read-draw.ts'
import { drawnCountMax } from '../../ledger/register/draw.ts'
import { checkpoint, logKeys } from './log-position.ts'
import { recordView } from './record.ts'
import { day, id, moment, period, year } from './scalars.ts'
import { sentValues } from './values.ts'
import type { ViewOf } from './view-of.ts'

export const boardQuery = z.strictObject({ year })

const boardItem = z.strictObject({
  record: recordView,
  /** Id of the register's stage. */
  stage: z.string(),
  due: z.strictObject({ on: day, state: z.enum(['overdue', 'soon', 'later']) }).nullable(),
  /** It may be the return of an earlier one; somebody still has to say. */
  mayReturn: z.boolean(),
})
export type BoardItemView = ViewOf<typeof boardItem>

/** GET /api/v1/registers/{register}/board?year= : where the records of a year stand today. */
export const boardView = z.strictObject({
  today: day,
  items: z.array(boardItem),
  /** More records stand open than a board shows. */
  isCut: z.boolean(),
})
export type BoardView = ViewOf<typeof boardView>

/** GET /api/v1/records/{id}/returns */
export const returnsView = z.strictObject({
  /** Earlier records that this one may be the return of. */
  mayBe: z.array(recordView),
  /** Records that somebody confirmed as its return. */
  returnedAs: z.array(recordView),
})
export type ReturnsView = ViewOf<typeof returnsView>

/** POST /api/v1/registers/{register}/draws */
export const drawBody = z.strictObject({
  values: sentValues,
  from: id,
  period,
  count: z.int().min(1).max(drawnCountMax),
  reason: z.string().trim().min(1).max(300).optional(),
})
export type DrawBody = ViewOf<typeof drawBody>

/** GET /api/v1/records/{id}/draw : everything that lets somebody repeat the draw. */
export const drawView = z.strictObject({
  sample: z.strictObject({
    register: z.string(),
    period: z.string(),
    size: z.int(),
    root: z.string(),
    count: z.int(),
    drawn: z.array(z.string()),
  }),
  candidates: z.array(z.string()),
  checkpoint: checkpoint.nullable(),
  consistency: z.array(z.string()),
  keys: logKeys,
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
}) satisfies z.ZodType<DrawEvidence>
export type DrawView = ViewOf<typeof drawView>
