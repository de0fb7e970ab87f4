import { z } from 'zod'
import type { Waiting } from '../../matter/waiting.ts'
import { waitingAsks } from '../../matter/waiting.ts'
import { label } from './label.ts'
import { day } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const place = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('window'),
    year: z.int(),
    duty: z.string(),
    period: z.string(),
  }),
  z.strictObject({ kind: z.literal('record'), register: z.string(), record: z.string() }),
  z.strictObject({ kind: z.literal('draft'), draft: z.string() }),
  z.strictObject({ kind: z.literal('received') }),
  z.strictObject({ kind: z.literal('calls') }),
  z.strictObject({ kind: z.literal('call'), call: z.string() }),
  z.strictObject({ kind: z.literal('dutyLists') }),
  z.strictObject({ kind: z.literal('dutyList'), list: z.string() }),
])

const waiting = z.strictObject({
  key: z.string(),
  asks: z.enum(waitingAsks),
  title: label,
  about: label,
  due: day.nullable(),
  place,
}) satisfies z.ZodType<Waiting>
export type WaitingView = ViewOf<typeof waiting>

/** GET /api/v1/waiting: what waits for me, in the order in which it is listed. */
export const waitingList = z.strictObject({ items: z.array(waiting) })
export type WaitingList = ViewOf<typeof waitingList>
