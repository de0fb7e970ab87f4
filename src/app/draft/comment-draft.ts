import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { DraftComment } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findDraft } from './find-draft.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'random'>

/** Says something about one block of a draft. Refuses with `draft.block`. */
export async function commentDraft(
  ports: Needs,
  session: Session,
  { draft: id, block, said }: { draft: string; block: string; said: string },
): Promise<DraftComment> {
  checkMayComment(session)
  const { draft } = await findDraft(ports, session, id)
  if (!draft.tree.blocks.some((one) => one.id === block)) return refuseBlock()
  const comment: DraftComment = {
    id: ports.random.uuid(),
    block,
    said,
    saidBy: session.actor.id,
    saidAt: new Date(ports.clock.now()).toISOString(),
    settledBy: null,
    settledAt: null,
  }
  await ports.drafts.comment(session.org.id, draft.id, comment)
  return comment
}

/** Marks a comment as dealt with. Refuses with `draft.comment`. */
export async function settleComment(
  ports: Needs,
  session: Session,
  { draft, id }: { draft: string; id: string },
): Promise<void> {
  checkMayComment(session)
  const at = new Date(ports.clock.now()).toISOString()
  const settled = { draft, id, by: session.actor.id, at }
  if (await ports.drafts.settleComment(session.org.id, settled)) return
  refuse('draft.comment', {
    text: { zh: '没有这条意见，或已经处理。', en: 'No such comment, or it is settled already.' },
    hint: { zh: '请刷新后再看。', en: 'Reload and look again.' },
  })
}

function checkMayComment({ actor }: Session): void {
  const abilities = abilitiesOf(actor.roles)
  if (!abilities.includes('record') && !abilities.includes('review')) deny()
}

function refuseBlock(): never {
  return refuse('draft.block', {
    at: ['body', 'block'],
    text: { zh: '这一段已不在草稿中。', en: 'This paragraph is no longer in the draft.' },
    hint: { zh: '请刷新后再写意见。', en: 'Reload before commenting.' },
  })
}
