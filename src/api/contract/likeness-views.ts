/** POST /api/v1/drafts/{id}/likeness: what a draft shares with other texts, passage by passage. */
export type { ComparedText, DraftLikeness } from '../../app/report-flow/likeness-of-draft.ts'

/** GET /api/v1/received-likeness: pairs of received reports that share their wording. */
export type { AlikeReports } from '../../app/receive/likeness-among-received.ts'
