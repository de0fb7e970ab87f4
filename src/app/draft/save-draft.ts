import { isSettled } from '../../ledger/core/report-record.ts'
import { wordsOfPaper } from '../../report/draft/draft-paper.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { inlinesOf } from '../../report/draft/draft-tree.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseSecretText } from '../records/refuse-secret-text.ts'
import { findDraft } from './find-draft.ts'

/** Saves of one person within so many milliseconds are one version. */
const slotMs = 10 * 60_000

/** The version that a save goes into: one for each writer and ten minutes, so that few are kept. */
function slotOf({ by, at }: { readonly by: string; readonly at: string }): string {
  const slot = Math.floor(Date.parse(at) / slotMs) * slotMs
  return `${new Date(slot).toISOString().slice(0, 16)} ${by}`
}

/** The version that a draft was opened as; it stays, whatever is saved over it. */
export const openedSlot = 'opened'

/** A new tree of a draft; `expected` is the revision that it was made from. */
export interface SaveDraft {
  readonly draft: string
  readonly expected: number
  readonly tree: DraftTree
}

/**
 * Saves a draft as its next revision. Refuses with `draft.stale` when somebody saved meanwhile
 * (the page then merges and saves again), `draft.closed` after the signature, `text.secret`.
 */
export async function saveDraft(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'clock'>,
  session: Session,
  { draft: id, expected, tree }: SaveDraft,
): Promise<{ readonly revision: number; readonly savedAt: string }> {
  const { draft, record } = await findDraft(ports, session, id)
  if (record && isSettled(record.step) && draft.open) await ports.drafts.close(session.org.id, id)
  refuseSecretText(plainText(tree), ['body', 'tree'])
  const at = new Date(ports.clock.now()).toISOString()
  const by = session.actor.id
  const save = { id: draft.id, expected, tree, by, at, slot: slotOf({ by, at }) }
  const revision = await ports.drafts.save(session.org.id, save)
  return { revision, savedAt: at }
}

/** The words of a draft, a line a block. */
export function plainText(tree: DraftTree): string {
  const { title, number, blocks } = tree
  const lines = blocks.map((block) =>
    block.kind === 'table'
      ? block.rows.map((row) => row.join('\t')).join('\n')
      : inlinesOf(block)
          .map((inline) => (inline.kind === 'text' ? inline.text : ''))
          .join(''),
  )
  return [title, number, ...lines, wordsOfPaper(tree)].join('\n')
}
