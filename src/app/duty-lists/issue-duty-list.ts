import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { signerOf, writtenCalls } from '../calls/call-registers.ts'
import { prepareSentSignature, signSent } from '../calls/sign-sent.ts'
import type { GivenSignature, PreparedSignature } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { checkDutyListWords } from './duty-list-words.ts'
import type { SentDutyList } from './find-duty-list.ts'
import { findDutyList } from './find-duty-list.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'crypto'>

/** A list, and the version of it that whoever signs has read. */
export interface DecideDutyList {
  readonly list: string
  readonly expected: number
}

/**
 * Signs a version of a list: from then on it goes down in the place of the one before. The first
 * responsible person does, or who stands in: by passkey who owns one. Refuses with
 * `duty-list.step`, `passkey.…` and `write.stale`.
 */
export async function issueDutyList(
  ports: Needs,
  session: Session,
  { list: id, expected, ...given }: DecideDutyList & GivenSignature,
): Promise<Appended> {
  const { record, list } = await toSign(ports, session, id)
  checkDutyListWords(list)
  return signSent(ports, session, core.dutyList.id, { record, said: list, expected, ...given })
}

/**
 * What a passkey is asked to sign of a list. Refuses with `duty-list.step`, `write.stale`, and as
 * `keysToSignWith`.
 */
export async function prepareDutyListSignature(
  ports: Needs,
  session: Session,
  { list: id, ...given }: DecideDutyList & Pick<GivenSignature, 'place'>,
): Promise<PreparedSignature> {
  const { record, list } = await toSign(ports, session, id)
  return prepareSentSignature(ports, session, { record, said: list, ...given })
}

async function toSign({ store }: Needs, session: Session, id: string): Promise<SentDutyList> {
  writtenCalls(session, core.dutyList.id)
  signerOf(session)
  const found = await store.read(session.org.id, (reader) => findDutyList(reader, id))
  return found.step === 'prepared' ? found : refuseStep()
}

function refuseStep(): never {
  return refuse('duty-list.step', {
    text: { zh: '这份责任清单已经签发。', en: 'This duty list is signed already.' },
    hint: {
      zh: '要修改的，请起草新版本，再行签发。',
      en: 'To change it, prepare a later version and sign that.',
    },
  })
}
