import { aboutNoRecord } from '../../append/append-request.ts'
import { refuse } from '../../ledger/fault.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { checkedReason } from '../log/replace-keys.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { inName } from '../records/in-name.ts'
import { checkOwnKey, refuseKey } from './watch-log.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'crypto' | 'clock' | 'organisations'>

/** A new key that somebody confirmed with the sender, since nothing in the log vouches for it. */
export interface AcceptWatchedKey {
  readonly origin: string
  /** As the sender told it on another way. */
  readonly vkey: string
  /** How it was confirmed. */
  readonly reason: string
}

/**
 * Believes another key of a watched log from now on, because a person says so: an entry of our own
 * log names both keys and the reason. The tree that was seen stays: a second history is refused
 * under the new key too. Refuses with `received.key`, `received.unwatched`, `key.reason`, and
 * `received.other-key` for a body that keeps its books here.
 */
export async function acceptWatchedKey(
  ports: Needs,
  session: Session,
  { origin, vkey, reason }: AcceptWatchedKey,
): Promise<WatchedLog> {
  const why = checkedReason(reason)
  const wanted = vkey.trim()
  const parsed = parseVerifierKey(ports.crypto, wanted)
  if (!parsed.ok || parsed.key.use !== 'note' || parsed.key.name !== origin) refuseKey()
  const watched = await ports.received.watched(session.org.id)
  const log = watched.find((one) => one.origin === origin)
  if (!log) return refuseUnwatched(origin)
  await checkOwnKey(ports, { origin, vkey: wanted })
  if (log.vkey === wanted) return log
  return changeWatchedKey(ports, session, { log, vkey: wanted, how: 'accepted', reason: why })
}

/**
 * Enters which key of a watched log is believed from now on, and believes it. `followed`: the key
 * believed so far vouched for it, under a checkpoint that extends the tree that was seen.
 */
export async function changeWatchedKey(
  { store, received, clock }: Pick<Needs, 'store' | 'received' | 'clock'>,
  session: Session,
  change: {
    readonly log: WatchedLog
    readonly vkey: string
    readonly how: 'followed' | 'accepted'
    readonly reason: string | null
  },
): Promise<WatchedLog> {
  const { org, actor } = session
  const { log, vkey, how, reason } = change
  const { origin, vkey: before } = log
  const write = inName(session, {
    ...aboutNoRecord,
    kind: 'key',
    values: { how, log: origin, logKeyBefore: before, logKey: vkey },
    ...(reason === null ? {} : { reason }),
    occurredOn: null,
    idempotency: null,
  })
  await store.append(org.id, write)
  const since = new Date(clock.now()).toISOString()
  await received.changeKey(org.id, { origin, from: before, to: vkey, since })
  await store.trail(org.id, {
    actor: actor.id,
    act: 'watch-log',
    subject: origin,
    outcome: 'done',
    detail: `${how} ${vkey}`,
  })
  return { ...log, vkey, since, former: [...log.former, before] }
}

function refuseUnwatched(origin: string): never {
  return refuse('received.unwatched', {
    at: ['body', 'origin'],
    text: { zh: `日志“${origin}”尚未登记。`, en: `The log “${origin}” is not watched.` },
    hint: { zh: '请先登记它的公钥。', en: 'Register its key first.' },
  })
}
