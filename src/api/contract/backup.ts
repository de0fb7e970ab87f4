import { z } from 'zod'
import type { CopiesState } from '../../app/backup/keep-copies.ts'
import { label } from './label.ts'
import { moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

/** The copies of this server. */
export const backupsView = z.strictObject({
  folder: z.string(),
  copies: z.array(
    z.strictObject({
      name: z.string(),
      madeAt: moment,
      bytes: z.int(),
      restsOn: z.int(),
      isBroken: z.boolean(),
      entries: z.int(),
      attachments: z.int(),
      verifiedAt: moment.nullable(),
    }),
  ),
  running: z.int().nullable(),
  failed: label.nullable(),
}) satisfies z.ZodType<CopiesState>
export type BackupsView = ViewOf<typeof backupsView>
