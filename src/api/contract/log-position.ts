import { z } from 'zod'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import { moment } from './scalars.ts'

/** Where in the log something holds. */
export const logPosition = z.strictObject({
  size: z.int(),
  root: z.string(),
}) satisfies z.ZodType<LogPosition>

/** A signed checkpoint, as whoever verifies needs it. */
export const checkpoint = z.strictObject({
  ...logPosition.shape,
  note: z.string(),
  madeAt: moment,
})

/** Verifier keys of a log and of its receipts. */
export const logKeys = z.strictObject({ log: z.string(), receipt: z.string() })
