import { z } from 'zod'
import { label } from './label.ts'
import { moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const refusedItem = z.strictObject({ kind: z.string(), code: z.string(), text: label })

/** GET /api/v1/exchange: the logs of other servers that a unit exchanges with. */
export const partnerView = z.strictObject({
  origin: z.string(),
  name: z.string(),
  /** Address of its server; null: bundles are carried by hand, or it asks us. */
  address: z.string().nullable(),
  heardAt: moment.nullable(),
  /** When its server was asked last, and until when it is let alone since that failed. */
  triedAt: moment.nullable(),
  againAt: moment.nullable(),
  /** Size of the largest tree of our log that it witnessed. */
  seenSize: z.int(),
  /** What went wrong last; null: nothing. */
  trouble: label.nullable(),
  /** What it could not take of ours. */
  refused: z.array(refusedItem),
  /** What of it was not taken here for good. */
  notTaken: z.array(refusedItem),
  /** What we have for it that did not arrive there; null: our log has no checkpoint yet. */
  waiting: z.array(z.strictObject({ kind: z.string(), count: z.int() })).nullable(),
})
export type PartnerView = ViewOf<typeof partnerView>

/** POST /api/v1/exchange-now: what came of a run of the job. */
export const exchangedView = z.strictObject({ isDone: z.boolean(), note: label.nullable() })
export type ExchangedView = ViewOf<typeof exchangedView>

/** POST /api/v1/bundles: what came of a bundle. */
export const importedView = z.strictObject({
  parcels: z.int(),
  others: z.int(),
  kept: z.int(),
  known: z.int(),
  received: z.int(),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      at: z.array(z.union([z.string(), z.number()])),
      text: label,
      hint: label,
    }),
  ),
})
export type ImportedView = ViewOf<typeof importedView>
