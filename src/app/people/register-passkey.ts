import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { passkeyRegister } from '../../report/passkey/passkey.ts'
import { deny, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AccountId } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { MadePasskey, PasskeyPlace } from '../ports/passkey-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { readRecord } from '../records/read-record.ts'
import { recordIn, voidIn } from '../records/write-record.ts'
import type { HeldPasskey } from './passkey-records.ts'
import { heldPasskeys, passkeysMax } from './passkey-records.ts'
import { refusePlace } from './refuse-passkey-place.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'passkeys'>

/** What a browser needs to have a key made. */
export interface PasskeyAsked {
  /** Base64. */
  readonly challenge: string
  readonly rpId: string
  /** Random id of the person, by which an authenticator tells its keys apart. */
  readonly person: string
  /** Base64 ids of keys that are registered already: the same authenticator makes no second. */
  readonly known: readonly string[]
}

/** The caller's passkeys in force, the newest last. */
export async function listPasskeys(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
): Promise<readonly HeldPasskey[]> {
  const { person } = session.actor
  if (person === null) return []
  const held = await store.read(session.org.id, (reader) => heldPasskeys(reader, person))
  return held.toSorted((one, other) => one.entry - other.entry)
}

/**
 * Begins to make a passkey. The caller must have proved again who sits there. Refuses with
 * `access.denied` to whoever is no person of the unit, stands in for another or audits, and with
 * `passkey.place`, `passkey.many`.
 */
export async function askForPasskey(
  ports: Needs,
  session: Session,
  given: { readonly account: AccountId; readonly place: PasskeyPlace | null },
): Promise<PasskeyAsked> {
  const person = ownerOf(session)
  const { rpId } = given.place ?? refusePlace()
  const held = await listPasskeys(ports, session)
  if (held.length >= heldMax) return refuseMany()
  const challenge = await ports.passkeys.challenge(given.account)
  const known = held.filter(({ key }) => key.rpId === rpId).map(({ credential }) => credential)
  return { challenge, rpId, person, known }
}

/** Passkeys in force of one person at most; far below what is read at once. */
const heldMax = passkeysMax / 5

/**
 * Enters the public key of a passkey that was just made. Refuses as `askForPasskey`, and with
 * `passkey.expired` and `passkey.refused`.
 */
export async function registerPasskey(
  ports: Needs,
  session: Session,
  given: {
    readonly account: AccountId
    readonly place: PasskeyPlace | null
    readonly made: MadePasskey
    readonly name: string
  },
): Promise<Appended> {
  const person = ownerOf(session)
  const { account, made, name, place } = given
  if (place === null) return refusePlace()
  const { challenge } = made
  if (!(await ports.passkeys.useChallenge({ account, challenge }))) return refuseExpired()
  const key = await ports.passkeys.readNew(made, place)
  if (key === null) return refuseMade()
  const register = readableRegister(session, passkeyRegister)
  const registeredOn = todayIn(session.org.zone, ports.clock)
  const values = { person, name, ...key, rpId: place.rpId, registeredOn }
  const appended = await recordIn(ports, session, {
    register,
    values,
    reason: null,
    idempotency: null,
  })
  await trail(ports, session, { subject: appended.record?.id ?? null, detail: 'registered' })
  return appended
}

/**
 * Removes one of the caller's own passkeys: what it signed stays signed. The caller must have
 * proved again who sits there. Refuses with `record.unknown`, `access.denied`, `record.void`,
 * `write.stale`.
 */
export async function removePasskey(
  ports: Needs,
  session: Session,
  given: { readonly record: string; readonly expected: number },
): Promise<Appended> {
  const person = ownerOf(session)
  const before = await readRecord(ports, session, given.record)
  const register = readableRegister(session, passkeyRegister)
  const owner = coreValues(core.passkey, before.values).person
  if (before.register !== register.id || owner !== person) deny()
  const { expected } = given
  const removed = { register, before, expected, reason: '持有人移除' }
  const appended = await voidIn(ports, session, removed)
  await trail(ports, session, { subject: before.id, detail: 'removed' })
  return appended
}

/** A passkey is somebody's own hand: no token has one, and nobody makes one for another. */
function ownerOf({ actor }: Session): string {
  const { person, standingInFor, roles } = actor
  if (person === null || standingInFor !== undefined || roles.includes('auditor')) return deny()
  return person
}

async function trail(
  { store }: Pick<AppPorts, 'store'>,
  { org, actor }: Session,
  { subject, detail }: { readonly subject: string | null; readonly detail: string },
): Promise<void> {
  await store.trail(org.id, { actor: actor.id, act: 'passkey', subject, detail, outcome: 'done' })
}

function refuseMany(): never {
  return refuse('passkey.many', {
    text: {
      zh: `每人至多登记${heldMax}把通行密钥。`,
      en: `Nobody registers more than ${heldMax} passkeys.`,
    },
    hint: { zh: '请先移除不用的。', en: 'Remove those that you no longer use.' },
  })
}

function refuseExpired(): never {
  return refuse('passkey.expired', {
    at: ['body', 'challenge'],
    text: {
      zh: '这次添加已经过期，或者已经用过。',
      en: 'This request to add a passkey has expired or was used.',
    },
    hint: { zh: '请重新添加。', en: 'Begin again.' },
  })
}

function refuseMade(): never {
  return refuse('passkey.refused', {
    at: ['body', 'attestationObject'],
    text: {
      zh: '浏览器给出的通行密钥不能使用。',
      en: 'The passkey that the browser gave cannot be used.',
    },
    hint: {
      zh: '请使用能核实本人（指纹、面容、PIN 码）的密钥，算法为 ES256 或 EdDSA。',
      en: 'Use one that verifies its owner (finger, face, PIN), of the algorithm ES256 or EdDSA.',
    },
  })
}
