import { z } from 'zod'
import { label } from './label.ts'
import { moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** The servers of the installation. */
export const instancesView = z.strictObject({
  instances: z.array(
    z.strictObject({
      id: z.uuid(),
      startedAt: moment,
      seenAt: moment,
      isHere: z.boolean(),
      version: z.string(),
      schema: z.int(),
      pack: z.string(),
      address: z.string(),
      lacks: z.array(z.string()),
    }),
  ),
  notices: z.array(z.strictObject({ text: label, hint: label })),
})
export type InstancesView = ViewOf<typeof instancesView>
