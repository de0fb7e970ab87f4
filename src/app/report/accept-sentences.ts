import { isSettled } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { findDraft } from '../draft/find-draft.ts'
import { officialSession, writeDraft } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseStep } from './append-step.ts'

/** Sentences that nothing supports, as they read now, and whether they shall stand. */
export interface AcceptSentences {
  readonly draft: string
  readonly sentences: readonly string[]
  /** False takes back that they were accepted. */
  readonly stand: boolean
}

/**
 * Accepts sentences by name: whoever writes, reviews or signs answers for them though no record
 * does. It holds for these words alone, and readers are told. Refuses with `report.step`,
 * `report.sentence-changed`.
 */
export async function acceptSentences(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'clock' | 'outside'>,
  session: Session,
  { draft: id, sentences, stand }: AcceptSentences,
): Promise<void> {
  const { person } = session.actor
  if (person === null || !mayAccept(session.actor)) deny()
  const found = await findDraft(ports, session, id)
  const { draft, record } = found
  if (record && isSettled(record.step)) return refuseStep(session, record.step)
  if (stand) {
    const { document } = await writeDraft(ports, officialSession(session), { ...draft, ...found })
    const accepted = sentences.map((sentence) => ({ sentence, by: person }))
    const said = await ports.outside.read('stated', { document, accepted }, session.org.id)
    if (said.length !== accepted.length) return refuseChanged()
  }
  const at = new Date(ports.clock.now()).toISOString()
  const by = stand ? { person, at } : null
  if (await ports.drafts.accept(session.org.id, { draft: draft.id, sentences, by })) return
  refuseStep(session, 'signed')
}

/** Whether somebody of these roles may answer for a sentence. */
export function mayAccept({ person, roles }: Session['actor']): boolean {
  const abilities = abilitiesOf(roles)
  const any = (['record', 'review', 'override'] as const).some((one) => abilities.includes(one))
  return person !== null && any
}

function refuseChanged(): never {
  return refuse('report.sentence-changed', {
    at: ['body', 'sentences'],
    text: {
      zh: '有的句子已经改动，或者已不需要确认。',
      en: 'Some of the sentences have changed, or need no acceptance any more.',
    },
    hint: { zh: '请看清最新一稿再确认。', en: 'Look at the newest revision and accept again.' },
  })
}
