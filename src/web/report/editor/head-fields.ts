import type { DraftTree } from '../../../report/draft/draft-tree.ts'

/** What every group of fields of a draft's head is given. */
export interface HeadFields {
  readonly tree: DraftTree
  readonly editable: boolean
  /** Begins the ids of the fields. */
  readonly base: string
  readonly onChange: (change: Partial<DraftTree>) => void
}
