import { abilitiesOf } from '../../access.ts'
import { listDrafts } from '../../report-flow/list-drafts.ts'
import type { ListedDraft } from '../../report-flow/list-drafts.ts'
import { handsIn } from '../../report-flow/wrote-in.ts'
import type { Waiter } from '../waiter.ts'

/**
 * Reports that wait for me: reviewed, and I am to sign; or returned to me who wrote them or took
 * them over, until the text changes. Nobody is asked to review by name, so a draft waits for no
 * reviewer yet.
 */
export async function reportsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { ports, session, year } = waiter
  const lists = [year - 1, year].map((one) => listDrafts(ports, session, one))
  const drafts = (await Promise.all(lists)).flat()
  return drafts
    .filter((draft) => waitsForSignature(draft, waiter) || isReturned(draft, waiter))
    .map(({ record }) => `record ${record}`)
}

function waitsForSignature({ flow }: ListedDraft, { session }: Waiter): boolean {
  return flow?.step === 'reviewed' && abilitiesOf(session.actor.roles).includes('overrule')
}

function isReturned(draft: ListedDraft, { person }: Waiter): boolean {
  const { flow, revision, handedTo } = draft
  const isBack = flow?.step === 'drafting' && flow.reasons !== null
  const writes = handedTo === null ? handsIn(draft).includes(person) : handedTo === person
  return isBack && flow.revision === revision && writes
}
