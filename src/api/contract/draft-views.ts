import type { DraftVersion, DraftComment } from '../../app/draft-ports.ts'
import type { ListedDraft } from '../../app/report-flow/list-drafts.ts'
import type { ReadDraft } from '../../app/report-flow/read-draft.ts'
import type { ReportRecord } from '../../app/report-flow/report-record.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'

export type { DraftComment }

/** Where a report stands on its way, as the page shows it. */
export type FlowView = Omit<ReportRecord, 'values' | 'tree' | 'wording' | 'entry'>

/** GET /api/v1/drafts: one report of the list. */
export interface DraftBrief extends Omit<ListedDraft, 'flow'> {
  readonly flow: FlowView | null
}

/** GET /api/v1/drafts/{id} */
export interface DraftView extends Omit<ReadDraft, 'draft' | 'record'> {
  readonly draft: Omit<ReadDraft['draft'], 'tree'>
  readonly tree: DraftTree
  readonly flow: FlowView | null
}

/** PUT /api/v1/drafts/{id} */
export interface SavedDraft {
  readonly revision: number
  readonly savedAt: string
}

/** What a step answers: where the report stands now. */
export interface StepAnswer {
  readonly record: string
  readonly version: number
  readonly index: number
  readonly receipt: string
}

export type { DraftVersion }
