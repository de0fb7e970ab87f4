import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { AskedFor } from './asked-answers.ts'
import { askedAnswer } from './asked-answers.ts'
import type { HandedOn } from './read-below.ts'
import { checkAskedFor } from './read-below.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside' | 'crypto'>

/**
 * An answer that we asked for: what came of it, and where its file is here, how that stands to what
 * was counted. Refuses with `record.unknown`.
 */
export async function readAskedAnswer(
  ports: Needs,
  session: Session,
  id: string,
): Promise<{ readonly of: AskedFor; readonly held: HandedOn | null }> {
  const of = await askedAnswer(ports, session, id)
  const kept = of.step === 'handed' ? await ports.received.file(session.org.id, id) : null
  const held = kept && (await checkAskedFor(ports, session.org, { of, file: kept.bytes }))
  return { of, held }
}

/** Its file as it came. Refuses with `record.unknown`, and `handed.missing` where it is not here. */
export async function readAskedFile(
  ports: Needs,
  session: Session,
  id: string,
): Promise<{ readonly of: AskedFor; readonly bytes: Uint8Array }> {
  const of = await askedAnswer(ports, session, id)
  const kept = await ports.received.file(session.org.id, id)
  return kept === null ? refuseMissing() : { of, bytes: kept.bytes }
}

function refuseMissing(): never {
  return refuse('handed.missing', {
    text: { zh: '这份答复的文件不在这里。', en: 'The file of this answer is not here.' },
    hint: {
      zh: '已转交的，请在报送任务页面重新取回。',
      en: 'Where it was handed on, fetch it again on the page of the call.',
    },
  })
}
