import { aboutNoRecord } from '../../append/append-request.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { inName } from '../records/in-name.ts'

type Needs = Pick<AppPorts, 'store' | 'received'>

/**
 * Learns which keys a watched log had before it was watched, the oldest first, by the word of the
 * one that is believed; an entry of our own log names each. What they signed counts where a parcel
 * under a believed key names it, and by itself no more.
 */
export async function learnFormerKeys(
  { store, received }: Needs,
  session: Session,
  { log, keys }: { readonly log: WatchedLog; readonly keys: readonly string[] },
): Promise<void> {
  const { origin } = log
  const known = new Set([...log.former, log.vkey])
  // The last one first: each goes before those that are there.
  for (const vkey of keys.filter((key) => !known.has(key)).toReversed()) {
    const write = inName(session, {
      ...aboutNoRecord,
      kind: 'key',
      values: { how: 'led-back', log: origin, logKeyBefore: vkey },
      occurredOn: null,
      idempotency: { key: `led-back ${vkey}`, digest: vkey },
    })
    await store.append(session.org.id, write)
    await received.addFormer(session.org.id, { origin, vkey })
  }
}
