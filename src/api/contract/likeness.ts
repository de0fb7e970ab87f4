import { z } from 'zod'
import { reportCharactersMax } from '../../app/draft/check-report-file.ts'
import type { DraftLikeness as LikenessOfDraft } from '../../app/report/likeness-of-draft.ts'
import type { ViewOf } from './view-of.ts'

/** Texts that a draft is held against at a time. */
const textsMax = 20

/** A text that somebody holds a draft against: a paper from above, an older report. */
const comparedText = z.strictObject({
  name: z.string().min(1).max(300),
  text: z.string().min(1).max(reportCharactersMax),
})
export type ComparedText = ViewOf<typeof comparedText>

export const likenessBody = z.strictObject({ texts: z.array(comparedText).max(textsMax) })

const share = z.number().min(0).max(1)

/** What a draft shares with other texts, passage beside passage. */
export const draftLikeness = z.strictObject({
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
}) satisfies z.ZodType<LikenessOfDraft>
export type DraftLikeness = ViewOf<typeof draftLikeness>

/** Pairs of received reports, by the ids of their records. */
export const alikeReports = z.array(z.strictObject({ one: z.string(), other: z.string(), share }))
export type AlikeReports = ViewOf<typeof alikeReports>[number]

/** Sentences that two reports share. */
export const sharedPassages = z.array(z.strictObject({ words: z.string(), passage: z.string() }))
export type SharedPassage = ViewOf<typeof sharedPassages>[number]
