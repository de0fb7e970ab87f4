import type { Waiting } from '../../../matter/waiting.ts'
import { handsIn } from '../../draft/wrote-in.ts'
import type { Recipient } from '../recipient.ts'
import { draftsOnTheirWay, titleOfReport } from './reports.ts'

/** Open drafts of mine on which others have said something that is not dealt with. */
export async function commentsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session, person } = recipient
  const waiting: Waiting[] = []
  for (const draft of await draftsOnTheirWay(recipient)) {
    const { id, handedTo } = draft
    const drafters = handedTo === null ? handsIn(draft) : [handedTo]
    if (!draft.open || !drafters.includes(person)) continue
    const said = (await ports.drafts.comments(session.org.id, id)).filter(
      ({ settledAt, saidBy }) => settledAt === null && !drafters.includes(saidBy),
    )
    if (said.length === 0) continue
    waiting.push({
      key: `comments ${id}`,
      asks: 'answer',
      title: titleOfReport(session, draft),
      about: { zh: `有${said.length}条意见待处理`, en: `Comments to deal with: ${said.length}` },
      due: null,
      place: { kind: 'draft', draft: id },
    })
  }
  return waiting
}
