import { z } from 'zod'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Values } from '../../ledger/value.ts'

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** A moment, UTC with milliseconds. */
export const moment = z.iso.datetime({ precision: 3 })

/** A year that can be asked for: the one before and the one after are years of the ledger too. */
export const year = z.coerce.number().int().min(1949).max(2198)

/** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
export const period = z.string().regex(/^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?$/)

/** An id in a path: what packs, the log and the accounts use, and nothing a path hides in. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)

export const label: z.ZodType<Label> = z.strictObject({ zh: z.string(), en: z.string() })

export const lang = z.enum(['zh', 'en'])

// What a value may be depends on its field; the register's own schema says that. Here: any JSON.
export const values = z.record(z.string().max(64), z.json()) as unknown as z.ZodType<Values>

export const logPosition = z.strictObject({ size: z.int(), root: z.string() })

const figureGroup = z.strictObject({
  key: z.string(),
  value: z.number(),
  records: z.array(z.string()),
})

export const figureShape = {
  figure: z.string(),
  value: z.union([z.number(), z.strictObject({ part: z.number(), whole: z.number() }), z.null()]),
  unit: label,
  period: z.string(),
  definition: label,
  records: z.array(z.string()),
  partRecords: z.exactOptional(z.array(z.string())),
  scale: z.exactOptional(z.enum(['fen', 'minutes'])),
  latestOn: z.exactOptional(day.nullable()),
  groups: z.exactOptional(z.array(figureGroup)),
  lastYear: z.exactOptional(z.number().nullable()),
  asOf: logPosition,
}

export const figureValue: z.ZodType<FigureValue> = z.strictObject(figureShape)

export const recordShape = {
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
}

const dutyState = z.enum([
  'met',
  'onTrack',
  'atRisk',
  'overdue',
  'notDone',
  'notApplicable',
  'awaitingAttestation',
])

// Loose where the duties' room may say more than a page needs: what is listed here is promised.
export const dutyStanding: z.ZodType<DutyStanding> = z.looseObject({
  duty: z.string(),
  state: dutyState,
  reason: label,
  windows: z.array(
    z.looseObject({
      period: z.string(),
      from: day,
      to: day,
      state: dutyState,
      done: z.number(),
      owed: z.number(),
      records: z.array(z.string()),
    }),
  ),
  records: z.array(z.string()),
  against: z.array(z.string()),
})
