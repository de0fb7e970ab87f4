import { core } from '../../ledger/core/core-registers.ts'
import type { Label } from '../../ledger/label.ts'
import type { VerifiedCall } from '../../report/call/sealed-call.ts'
import { verifyCall } from '../../report/call/sealed-call.ts'
import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { sealedEntryText } from '../../report/call/sealed-entry.ts'
import { abilitiesOf } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { calledHere } from './called.ts'
import { takenKey } from './take-call.ts'

/** A call that reached us and that nobody has taken yet. */
export interface OfferedCall {
  readonly sealed: SealedEntry
  /** What `takeCall` is given. */
  readonly text: string
  readonly verified: VerifiedCall
  readonly sender: Label
}

/**
 * Calls of the body above that wait to be taken, as they verify under the key that they name
 * themselves: whether that key is believed is for taking them. None where the pack knows no calls.
 */
export async function offeredCalls(
  ports: Pick<AppPorts, 'store' | 'crypto' | 'received' | 'organisations'>,
  session: Session,
  carrier: CallCarrier,
): Promise<readonly OfferedCall[]> {
  const { store, crypto, received } = ports
  const { org, pack, actor } = session
  if (!pack.registers.has(core.callTaken.id)) return []
  if (!abilitiesOf(actor.roles).includes('record')) return []
  const watched = await received.watched(org.id)
  const sizeOf = (log: string) => watched.find(({ origin }) => origin === log)?.size ?? 0
  const offered = await carrier.callsFor(org, {
    seen: sizeOf,
    taken: (digests) =>
      store.read(org.id, async (reader) => {
        const answered = await reader.answered(digests.map(takenKey))
        return new Set(digests.filter((digest) => answered.has(takenKey(digest))))
      }),
  })
  const called = await calledHere(ports, session)
  return offered.flatMap((sealed): OfferedCall[] => {
    const verified = verifyCall(crypto, sealed, sealed.key)
    if (!verified.ok) return []
    const sender = called(sealed.sender.origin, { said: sealed.sender.name })
    return [{ sealed, text: sealedEntryText(sealed), verified, sender }]
  })
}
