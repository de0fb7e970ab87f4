import { refuse } from '../../ledger/fault.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { DraftVersion } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findDraft } from './find-draft.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts'>

/** Versions that were kept of a draft, newest first. */
export async function listDraftVersions(
  ports: Needs,
  session: Session,
  id: string,
): Promise<readonly DraftVersion[]> {
  const { draft } = await findDraft(ports, session, id)
  return ports.drafts.versions(session.org.id, draft.id)
}

/** The tree of one version. Refuses with `draft.version`. */
export async function readDraftVersion(
  ports: Needs,
  session: Session,
  { draft: id, slot }: { draft: string; slot: string },
): Promise<DraftTree> {
  const { draft } = await findDraft(ports, session, id)
  const tree = await ports.drafts.version(session.org.id, { id: draft.id, slot })
  if (tree) return tree
  return refuse('draft.version', {
    text: { zh: '没有这个版本。', en: 'There is no such version.' },
    hint: { zh: '请从版本列表中选择。', en: 'Choose one from the list of versions.' },
  })
}
