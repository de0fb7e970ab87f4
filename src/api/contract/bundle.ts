import { z } from 'zod'
import { label, moment } from './basic.ts'
import type { ViewOf } from './basic.ts'

/** GET /api/v1/exchange: the logs of other servers that a unit exchanges with. */
export const partnerView = z.strictObject({
  origin: z.string(),
  name: z.string(),
  /** Address of its server; null: bundles are carried by hand, or it asks us. */
  address: z.string().nullable(),
  heardAt: moment.nullable(),
  /** Size of the largest tree of our log that it witnessed. */
  seenSize: z.int(),
  /** What went wrong last; null: nothing. */
  trouble: label.nullable(),
  /** What it could not take of ours. */
  refused: z.array(z.strictObject({ kind: z.string(), code: z.string(), text: label })),
})
export type PartnerView = ViewOf<typeof partnerView>

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
