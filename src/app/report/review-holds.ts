import type { ReportDocument } from '../../report/document.ts'
import type { FoundDraft } from '../draft/find-draft.ts'
import { digestsOf } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/**
 * Whether somebody reviewed exactly these words, with these numbers; `document` is the draft as
 * whoever signs sees it.
 */
export function holdsFor(
  { crypto }: Pick<AppPorts, 'crypto'>,
  { draft, record }: Pick<FoundDraft, 'draft' | 'record'>,
  document: ReportDocument,
): boolean {
  if (record?.step !== 'reviewed') return false
  const now = digestsOf(crypto, { tree: draft.tree, document })
  return now.tree === record.tree && now.wording === record.wording
}
