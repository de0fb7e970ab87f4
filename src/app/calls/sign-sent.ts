import { staleWrite } from '../../append/plan-batch.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Call } from '../../report/call/call.ts'
import type { DutyList } from '../../report/call/duty-list.ts'
import { signedOver } from '../../report/call/signed-over.ts'
import type { GivenSignature, PreparedSignature } from '../people/passkey-signature.ts'
import { keysToSignWith, signatureOver } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendSent } from './append-sent.ts'
import { signerOf, writtenCalls } from './call-registers.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'crypto'>

/** What goes down to the bodies below, as it was prepared: a call or a duty list. */
interface Sent {
  readonly record: LedgerRecord
  readonly said: Call | DutyList
}

/** How each is called where a passkey signs it. */
const whatIs = { [core.call.id]: 'call', [core.dutyList.id]: 'duty list' } as const

/**
 * Signs what goes down, over the version that was read: by the hand of `signerOf`, by passkey who
 * owns one. Refuses with `passkey.…` and `write.stale`.
 */
export async function signSent(
  ports: Needs,
  session: Session,
  id: typeof core.call.id | typeof core.dutyList.id,
  { record, said, expected, ...given }: Sent & GivenSignature & { readonly expected: number },
): Promise<Appended> {
  const register = writtenCalls(session, id)
  const signer = signerOf(session)
  const digest = signedOver(ports.crypto, record.id, said)
  const what = whatIs[id]
  const signature = await signatureOver(ports, session, { register, digest, what, ...given })
  return appendSent(ports, session, id, {
    kind: 'sign',
    over: { id: record.id, expected },
    values: { ...record.values, step: 'issued', signer, ...signature },
  })
}

/**
 * What a passkey is asked to sign of the version that was read. Refuses with `write.stale` where it
 * was written anew meanwhile, and as `keysToSignWith`.
 */
export async function prepareSentSignature(
  ports: Needs,
  session: Session,
  given: Sent & Pick<GivenSignature, 'place'> & { readonly expected: number },
): Promise<PreparedSignature> {
  const { record, said, place, expected } = given
  if (record.version !== expected) throw new Refusal([staleWrite()])
  const keys = await keysToSignWith(ports, session, place)
  return { digest: signedOver(ports.crypto, record.id, said), ...keys }
}
