import { z } from 'zod'
import { label, moment } from './basic-schemas.ts'
import type { BackupsView } from './backup-views.ts'

/** The copies of this server. */
export const backupsView: z.ZodType<BackupsView> = z.strictObject({
  folder: z.string(),
  copies: z.array(
    z.strictObject({
      name: z.string(),
      madeAt: moment,
      bytes: z.int(),
      entries: z.int(),
      attachments: z.int(),
      verifiedAt: moment.nullable(),
    }),
  ),
  running: z.int().nullable(),
  failed: label.nullable(),
})
