import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findDraft } from './find-draft.ts'
import { writtenFor } from './written-for.ts'

/** The draft as a Word file, as the caller may see it. Leaves a line in the trail. */
export async function writeDraftFile(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'files' | 'outside'>,
  session: Session,
  id: string,
): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
  const found = await findDraft(ports, session, id)
  const { document } = await writtenFor(ports, session, found)
  const bytes = await ports.files.renderDocx(document, {})
  const line = { actor: session.actor.id, act: 'export', subject: id, outcome: 'done' } as const
  await ports.store.trail(session.org.id, { ...line, detail: `draft ${found.draft.revision}` })
  return { title: document.title, bytes }
}
