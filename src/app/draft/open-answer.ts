import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import { textOf } from '../../ledger/read-value.ts'
import { answerTemplate, answerTree } from '../../report/call/answer.ts'
import { withBelow } from '../../report/call/below-answer.ts'
import type { Call } from '../../report/call/call.ts'
import { callOf } from '../../report/call/call.ts'
import { mayReadFigure } from '../access/figure-access.ts'
import { writtenCalls } from '../calls/call-registers.ts'
import { passedOnOf } from '../calls/passed-on.ts'
import { takenCall } from '../calls/taken-call.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { keepNewDraft } from './open-draft.ts'

/**
 * Begins the answer to a call that was taken: a report, with a line for each thing asked, and
 * where it was passed on with one for what the bodies below answered. Refuses with `call.unknown`,
 * and with `draft.exists` while one is open.
 */
export async function openAnswer(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'random'>,
  session: Session,
  taken: string,
): Promise<StoredDraft> {
  writtenCalls(session, core.callTaken.id)
  const { org, pack } = session
  const { record, passedOn } = await ports.store.read(org.id, async (reader) => {
    const record = await takenCall(reader, taken)
    const digest = textOf(coreValues(core.callTaken, record.values).digest) ?? ''
    return { record, passedOn: await passedOnOf(reader, digest) }
  })
  const call = callOf(record.values)
  const { sender } = coreValues(core.callTaken, record.values)
  // Whatever a call asks: what is counted per person never goes upward.
  const figures = [...pack.figures.values()].filter(
    (one) => !isPerPerson(one) && mayReadFigure(session, one),
  )
  const tree = answerTree(call, {
    sender: textOf(sender) ?? '',
    organisation: org.name.zh,
    figures: new Set(figures.map(({ id }) => id)),
  })
  return keepNewDraft(ports, session, {
    report: answerTemplate.id,
    year: yearOf(call.period),
    replaces: null,
    answers: taken,
    tree: passedOn === null ? tree : withBelow(tree, { items: askedBelow(call, passedOn.call) }),
  })
}

/** What of a call those below were asked: whatever else they were asked is no matter of above. */
function askedBelow({ items }: Call, passedOn: Call): Call['items'] {
  return items.filter(({ item }) => passedOn.items.some((one) => one.item === item))
}
