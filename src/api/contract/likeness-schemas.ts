import { z } from 'zod'
import type { DraftLikeness } from '../../app/report-flow/likeness-of-draft.ts'

const share = z.number().min(0).max(1)

/** What a draft shares with other texts, passage beside passage. */
export const draftLikeness: z.ZodType<DraftLikeness> = z.strictObject({
  compared: z.array(z.string()),
  passages: z.array(
    z.strictObject({
      start: z.int(),
      end: z.int(),
      kind: z.enum(['verbatim', 'close']),
      share,
      source: z.string(),
      words: z.string(),
      passage: z.string(),
    }),
  ),
})

/** Pairs of received reports, by the ids of their records. */
export const alikeReports = z.array(z.strictObject({ one: z.string(), other: z.string(), share }))

/** Sentences that two reports share. */
export const sharedPassages = z.array(z.strictObject({ words: z.string(), passage: z.string() }))
