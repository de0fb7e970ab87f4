import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import { checkAssertion } from '../../report/passkey/check-assertion.ts'
import type { Assertion } from '../../report/passkey/passkey.ts'
import { assertionText } from '../../report/passkey/passkey.ts'
import type { SignedThing } from '../../report/passkey/signing-challenge.ts'
import { signingChallenge } from '../../report/passkey/signing-challenge.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { PasskeyPlace } from '../ports/passkey-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { HeldPasskey } from './passkey-records.ts'
import { heldPasskeys } from './passkey-records.ts'
import { refuseOtherPlace } from './refuse-passkey-place.ts'

type Needs = Pick<AppPorts, 'store' | 'crypto'>

/** What a page sends after the authenticator has signed. */
export interface PasskeySignature extends Assertion {
  /** What was prepared and signed. */
  readonly digest: string
  /** Base64 id of the key. */
  readonly credential: string
}

/** What a page needs to ask the authenticator. */
export interface PreparedSignature {
  /** Digest (base64) of what is signed: `signingChallenge` makes the challenge of it. */
  readonly digest: string
  readonly rpId: string
  /** Base64 ids of the signer's keys that work on this page. */
  readonly credentials: readonly string[]
}

/** By what somebody signs, and where their page stands. */
export interface GivenSignature {
  /** Null: the caller has proved by password who sits there, and owns no passkey. */
  readonly passkey: PasskeySignature | null
  /** Null where no passkey works. */
  readonly place: PasskeyPlace | null
}

/** Of whoever has no passkey, and of a story that is played. */
export const withoutPasskey: GivenSignature = { passkey: null, place: null }

/** What an entry that signs bears of a passkey's signature. */
export interface EnteredSignature {
  /** Record of the key. */
  readonly passkey: string
  readonly assertion: string
}

/** The passkeys in force of whoever acts. */
export async function passkeysOf(
  { store }: Pick<AppPorts, 'store'>,
  { org, actor }: Session,
): Promise<readonly HeldPasskey[]> {
  const { person } = actor
  return person === null ? [] : store.read(org.id, (reader) => heldPasskeys(reader, person))
}

/**
 * The keys by which whoever acts may sign on a page of this place. Refuses with `passkey.none`,
 * `passkey.other-place`.
 */
export async function keysToSignWith(
  ports: Needs,
  session: Session,
  place: PasskeyPlace | null,
): Promise<Omit<PreparedSignature, 'digest'>> {
  const held = await passkeysOf(ports, session)
  if (held.length === 0) return refuseNone()
  const here = held.filter(({ key }) => key.rpId === place?.rpId)
  if (place === null || here.length === 0) return refuseOtherPlace(held.map(({ key }) => key.rpId))
  return { rpId: place.rpId, credentials: here.map(({ credential }) => credential) }
}

/**
 * What the entry bears of a signature, which must be by one of these keys and over this thing.
 * Refuses with `passkey.unknown`, `passkey.other-place`, `passkey.refused`.
 */
export function enteredSignature(
  { crypto }: Pick<Needs, 'crypto'>,
  given: {
    readonly signature: PasskeySignature
    readonly what: SignedThing
    readonly held: readonly HeldPasskey[]
    readonly place: PasskeyPlace | null
  },
): EnteredSignature {
  const { signature, what, held, place } = given
  const own = held.find(({ credential }) => credential === signature.credential)
  if (own === undefined) return refuseUnknown()
  if (place === null || own.key.rpId !== place.rpId) return refuseOtherPlace([own.key.rpId])
  const challenge = signingChallenge(signature.digest, what)
  const verdict = checkAssertion(crypto, { assertion: signature, key: own.key, challenge })
  if (!verdict.ok) return refuseSignature(verdict.reason)
  if (verdict.origin !== place.origin) return refuseSignature('passkey.origin')
  return { passkey: own.record, assertion: assertionText(signature) }
}

/**
 * The same for what is signed as a whole, where a signer who owns no passkey signs without: null.
 * Refuses with `report.passkey-needed` who owns one, and with `passkey.unprepared` a signature over
 * something else than `digest`.
 */
export async function signatureOver(
  ports: Needs,
  session: Session,
  given: GivenSignature & {
    readonly digest: string
    readonly what: SignedThing
    /** Where it is entered: a pack that was adopted before has no place for a passkey. */
    readonly register: Register
  },
): Promise<EnteredSignature | null> {
  const { passkey: signature, place, digest, what, register } = given
  const knows = register.fields.some(({ id }) => id === core.call.names.passkey)
  if (!knows && signature === null) return null
  const held = await passkeysOf(ports, session)
  if (signature === null) return held.length > 0 ? refusePasskeyNeeded() : null
  if (signature.digest !== digest) return refuseUnprepared()
  return enteredSignature(ports, { signature, what, held, place })
}

/** Refuses with `report.passkey-needed`: who owns a passkey signs with it. */
export function refusePasskeyNeeded(): never {
  return refuse('report.passkey-needed', {
    at: ['body', 'passkey'],
    text: {
      zh: '您登记了通行密钥，签发应使用通行密钥。',
      en: 'You have registered a passkey; a report is signed with it.',
    },
    hint: {
      zh: '请刷新页面后用通行密钥签发；密钥遗失的，请先在“我的”页面移除。',
      en: 'Reload and sign with it. Where it is lost, remove it first on the page “Mine”.',
    },
  })
}

/** Refuses with `passkey.unprepared`. */
export function refuseUnprepared(): never {
  return refuse('passkey.unprepared', {
    at: ['body', 'passkey', 'digest'],
    text: {
      zh: '签名所对应的内容，与现在可以签发的这一稿不同。',
      en: 'What the passkey signed is not what may be signed now.',
    },
    hint: { zh: '请刷新页面，重新签发。', en: 'Reload the page and sign again.' },
  })
}

function refuseNone(): never {
  return refuse('passkey.none', {
    text: { zh: '您没有登记通行密钥。', en: 'You have registered no passkey.' },
    hint: {
      zh: '请输入密码签发，或先在“我的”页面添加通行密钥。',
      en: 'Sign with your password, or add a passkey first on the page “Mine”.',
    },
  })
}

function refuseUnknown(): never {
  return refuse('passkey.unknown', {
    at: ['body', 'passkey', 'credential'],
    text: {
      zh: '这把通行密钥不是您登记的，或者已经移除。',
      en: 'This passkey is not one of yours, or was removed.',
    },
    hint: { zh: '请重新签发，选用本人的密钥。', en: 'Sign again with a passkey of your own.' },
  })
}

function refuseSignature(reason: string): never {
  return refuse('passkey.refused', {
    at: ['body', 'passkey'],
    text: {
      zh: `通行密钥的签名没有通过核对（${reason}）。`,
      en: `The signature of the passkey does not hold (${reason}).`,
    },
    hint: { zh: '请刷新页面，重新签发。', en: 'Reload the page and sign again.' },
  })
}
