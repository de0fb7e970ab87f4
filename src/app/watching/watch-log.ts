import { aboutNoRecord } from '../../append/append-request.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { textOf } from '../../ledger/read-value.ts'
import { toBase64 } from '../../log/base64.ts'
import { emptyRoot } from '../../log/merkle-hash.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { inName } from '../records/in-name.ts'
import { learnFormerKeys } from './learn-former-keys.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'crypto' | 'clock' | 'organisations'>

/** A log that is to be believed from now on. */
export interface WatchLog {
  readonly name: string
  /** Verifier key as the sender told it on another way: `origin+id+base64`. */
  readonly vkey: string
}

/**
 * Believes a key as that of a sender's log. Refuses with `received.key` for what is no key of a
 * log, and with `received.watched` when the log is watched already: a key is not changed quietly.
 */
export async function watchLog(
  ports: Needs,
  session: Session,
  { name, vkey }: WatchLog,
): Promise<WatchedLog> {
  const parsed = parseVerifierKey(ports.crypto, vkey.trim())
  if (!parsed.ok || parsed.key.use !== 'note') refuseKey()
  await checkOwnKey(ports, { origin: parsed.key.name, vkey: vkey.trim() })
  const watched: WatchedLog = {
    origin: parsed.key.name,
    name,
    vkey: vkey.trim(),
    former: [],
    size: 0,
    root: toBase64(emptyRoot(ports.crypto)),
    since: new Date(ports.clock.now()).toISOString(),
  }
  if ((await ports.received.watched(session.org.id)).some((one) => one.origin === watched.origin)) {
    refuseWatched(watched.origin)
  }
  await enterKey(ports, session, watched)
  if (!(await ports.received.watch(session.org.id, watched))) refuseWatched(watched.origin)
  await ports.store.trail(session.org.id, {
    actor: session.actor.id,
    act: 'watch-log',
    subject: watched.origin,
    outcome: 'done',
    detail: watched.vkey,
  })
  return watched
}

/**
 * Enters which key is believed, and whose it is, so that nobody can put another in its place
 * unseen. Of two who register keys of one log at once the first is entered, and the other refused.
 */
async function enterKey(
  { store }: Pick<Needs, 'store'>,
  session: Session,
  { origin, name, vkey }: WatchedLog,
): Promise<void> {
  const write = inName(session, {
    ...aboutNoRecord,
    kind: 'key',
    values: { how: 'watched', log: origin, logName: name, logKey: vkey },
    occurredOn: null,
    idempotency: { key: `watch ${origin}`, digest: vkey },
  })
  try {
    await store.append(session.org.id, write)
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'write.key-reused') {
      refuseWatched(origin)
    }
    throw error
  }
}

/**
 * The watched log of an origin. One of the body above or of one below is watched by itself: on the
 * same server its key is at hand and nobody could have changed it on the way, and of others the
 * register of bodies below may name it. Null for a stranger's.
 */
export async function watchedLog(
  ports: Needs,
  session: Session,
  origin: string,
): Promise<WatchedLog | null> {
  const find = async () =>
    (await ports.received.watched(session.org.id)).find((one) => one.origin === origin) ?? null
  const known = await find()
  if (known !== null) return known
  const { org } = session
  const near = (await ports.organisations.all()).find(
    (one) => one.origin === origin && (one.parent === org.id || one.id === org.parent),
  )
  const bytes = near ? await ports.store.logFile(near.id, 'vkey') : null
  const vkey = bytes === null ? null : fromUtf8(bytes)
  const named = near ? { name: near.name.zh, vkey } : await keyOfSubordinate(ports, org, origin)
  if (!named?.vkey) return null
  await watchLog(ports, session, { name: named.name, vkey: named.vkey }).catch(() => null)
  const log = await find()
  if (!near || log === null) return log
  const keys = await ports.store.read(near.id, (reader) => reader.keys())
  const all = keys.filter(({ purpose }) => purpose === 'log').map(({ vkey }) => vkey)
  const before = all.slice(0, all.indexOf(log.vkey))
  if (before.length > 0) await learnFormerKeys(ports, session, { log, keys: before })
  return find()
}

/** A log as it is believed; `watched`: null before anything of it was witnessed. */
export interface BelievedSender {
  readonly origin: string
  readonly name: string
  readonly vkey: string
  readonly watched: WatchedLog | null
}

/**
 * The log of an origin as it is believed, whether it is watched already or the register of bodies
 * below names its key: nothing is written. Null for a stranger's.
 */
export async function believedLog(
  ports: Pick<Needs, 'store' | 'received'>,
  org: Organisation,
  origin: string,
): Promise<BelievedSender | null> {
  const watched = (await ports.received.watched(org.id)).find((one) => one.origin === origin)
  if (watched) return { origin, name: watched.name, vkey: watched.vkey, watched }
  const named = await keyOfSubordinate(ports, org, origin)
  return named?.vkey ? { origin, name: named.name, vkey: named.vkey.trim(), watched: null } : null
}

/** The key that the register of bodies below gives for a log. */
async function keyOfSubordinate(
  { store }: Pick<Needs, 'store'>,
  org: Organisation,
  log: string,
): Promise<{ readonly name: string; readonly vkey: string | null } | null> {
  const { items } = await store.read(org.id, (reader) =>
    reader.records({ register: core.subordinate.id, where: { log }, limit: 1 }),
  )
  const [record] = items
  if (record === undefined) return null
  const { name, key } = coreValues(core.subordinate, record.values)
  return { name: textOf(name) ?? log, vkey: textOf(key) }
}

/**
 * The key of a body that keeps its books here is known: under another one somebody could write
 * reports in its name, and its own would be refused. Refuses with `received.other-key`.
 */
export async function checkOwnKey(
  { organisations, store }: Pick<Needs, 'organisations' | 'store'>,
  { origin, vkey }: { readonly origin: string; readonly vkey: string },
): Promise<void> {
  const found = (await organisations.all()).find((one) => one.origin === origin)
  if (!found) return
  const bytes = await store.logFile(found.id, 'vkey')
  if (bytes !== null && fromUtf8(bytes)?.trim() === vkey) return
  refuse('received.other-key', {
    at: ['body', 'vkey'],
    text: {
      zh: `这不是日志“${origin}”的公钥。`,
      en: `This is not the key of the log “${origin}”.`,
    },
    hint: {
      zh: '这个单位的台账就在本服务器上，公钥无需登记；请核对公钥的来处。',
      en: 'That body keeps its books on this server, so its key is known; ask where yours is from.',
    },
  })
}

/** Refuses with `received.key` what is no key of a log. */
export function refuseKey(): never {
  return refuse('received.key', {
    at: ['body', 'vkey'],
    text: { zh: '这不是日志的公钥。', en: 'This is not the key of a log.' },
    hint: {
      zh: '公钥形如“taizhang/…+1a2b3c4d+AQ…”，请报送单位从“设置”中复制。',
      en: 'A key looks like “taizhang/…+1a2b3c4d+AQ…”; the sender copies it from its settings.',
    },
  })
}

function refuseWatched(origin: string): never {
  return refuse('received.watched', {
    at: ['body', 'vkey'],
    text: { zh: `日志“${origin}”已登记。`, en: `The log “${origin}” is watched already.` },
    hint: {
      zh: '公钥不能悄悄更换：轮换的自动跟上；对方丢失密钥的，当面核对后由管理员换用新公钥。',
      en: 'A key is not changed quietly: a rotated one is followed; after a loss, compare the new one face to face and have the administrator accept it.',
    },
  })
}
