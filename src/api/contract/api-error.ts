import { z } from 'zod'
import type { ViewOf } from './view-of.ts'

/** RFC 9457 problem details: every refusal of the API has this body. */
export const apiError = z.strictObject({
  /** `/problems/<code>` */
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  hint: z.string(),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      at: z.array(z.union([z.string(), z.number()])),
      text: z.string(),
      hint: z.string(),
      more: z.exactOptional(z.record(z.string(), z.string())),
    }),
  ),
  /** For the administrator, when something unforeseen happened. */
  trace: z.exactOptional(z.string()),
})
export type ApiError = ViewOf<typeof apiError>
