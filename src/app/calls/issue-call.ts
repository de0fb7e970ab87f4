import { core } from '../../ledger/core/core-registers.ts'
import type { GivenSignature, PreparedSignature } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendSent } from './append-sent.ts'
import { signerOf, writtenCalls } from './call-registers.ts'
import { checkCallWords } from './call-words.ts'
import { findCall } from './find-call.ts'
import { refuseStep } from './prepare-call.ts'
import { prepareSentSignature, signSent } from './sign-sent.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'crypto'>

/** A call, and the version of it that whoever decides has read. */
export interface DecideCall {
  readonly call: string
  readonly expected: number
}

/**
 * Signs a call: from then on it goes down. The first responsible person does, or who stands in: by
 * passkey who owns one, so that whoever takes it can see whose hand it was. Refuses with
 * `call.step`, `passkey.…`, and `write.stale` when it was written anew meanwhile.
 */
export async function issueCall(
  ports: Needs,
  session: Session,
  { call: id, expected, ...given }: DecideCall & GivenSignature,
): Promise<Appended> {
  const { record, step, call } = await decided(ports, session, id)
  if (step !== 'prepared') return refuseStep()
  checkCallWords(call)
  return signSent(ports, session, core.call.id, { record, said: call, expected, ...given })
}

/**
 * What a passkey is asked to sign of a call. Refuses with `call.step`, `write.stale`, and as
 * `keysToSignWith`.
 */
export async function prepareCallSignature(
  ports: Needs,
  session: Session,
  { call: id, ...given }: DecideCall & Pick<GivenSignature, 'place'>,
): Promise<PreparedSignature> {
  const { record, step, call } = await decided(ports, session, id)
  if (step !== 'prepared') return refuseStep()
  return prepareSentSignature(ports, session, { record, said: call, ...given })
}

/** Withdraws a call: nobody is expected to answer it any more. Refuses with `call.step`. */
export async function withdrawCall(
  ports: Needs,
  session: Session,
  { call: id, expected }: DecideCall,
): Promise<Appended> {
  const { record, step, on } = await decided(ports, session, id)
  if (step === 'withdrawn') return refuseStep()
  return appendSent(ports, session, core.call.id, {
    kind: 'correct',
    over: { id, expected },
    values: { ...record.values, step: 'withdrawn' },
    // Whom it asked follows from the day on which it was signed.
    on,
  })
}

async function decided({ store }: Needs, session: Session, id: string) {
  writtenCalls(session, core.call.id)
  signerOf(session)
  return store.read(session.org.id, (reader) => findCall(reader, id))
}
