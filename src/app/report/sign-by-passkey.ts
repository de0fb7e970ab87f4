import { refuse } from '../../ledger/fault.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { Json } from '../../log/canonical-json.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import type { FrozenReport } from '../../report/evidence/evidence.ts'
import { checkAssertion } from '../../report/passkey/check-assertion.ts'
import { assertionText } from '../../report/passkey/passkey.ts'
import type { Assertion } from '../../report/passkey/passkey.ts'
import { signingChallenge } from '../../report/passkey/signing-challenge.ts'
import { heldPasskeys } from '../people/passkey-records.ts'
import type { HeldPasskey } from '../people/passkey-records.ts'
import { refuseOtherPlace } from '../people/refuse-passkey-place.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { PasskeyPlace } from '../ports/passkey-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { freezeDraft, overridesIn } from './freeze-draft.ts'
import { readyToSign } from './ready-to-sign.ts'
import type { ReadyDraft, SeenDraft } from './ready-to-sign.ts'
import { digestsOf } from './written-draft.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'outside'
>

/** What a page sends after the authenticator has signed. */
export interface PasskeySignature extends Assertion {
  /** What was prepared and signed. */
  readonly digest: string
  /** Base64 id of the key. */
  readonly credential: string
}

/** What a page needs to ask the authenticator. */
export interface PreparedSignature {
  /** Digest (base64) of document and evidence: `signingChallenge` makes the challenge of it. */
  readonly digest: string
  readonly rpId: string
  /** Base64 ids of the signer's keys that work on this page. */
  readonly credentials: readonly string[]
}

/**
 * Freezes a report for a signer who has a passkey, before anything is entered: the authenticator
 * signs the digest of what is kept. Refuses as `readyToSign`, and with `passkey.none`,
 * `passkey.other-place`.
 */
export async function prepareSignature(
  ports: Needs,
  session: Session,
  request: SeenDraft & { readonly page: string | null; readonly place: PasskeyPlace | null },
): Promise<PreparedSignature> {
  const ready = await readyToSign(ports, session, request)
  const held = await passkeysOf(ports, session)
  if (held.length === 0) return refuseNone()
  const { place, page } = request
  const here = held.filter(({ key }) => key.rpId === place?.rpId)
  if (place === null || here.length === 0) return refuseOtherPlace(held.map(({ key }) => key.rpId))
  const { digest } = await freezeDraft(ports, session, { ready, page })
  return { digest, rpId: place.rpId, credentials: here.map(({ credential }) => credential) }
}

/**
 * What goes into the `sign` entry of a report that a passkey has signed. Refuses with
 * `passkey.unprepared` where the digest is not that of this draft as it may be signed now,
 * `passkey.unknown` where the key is not one of the signer's, `passkey.refused` where the
 * signature does not hold.
 */
export async function signedByPasskey(
  ports: Needs,
  session: Session,
  given: {
    readonly ready: ReadyDraft
    readonly passkey: PasskeySignature
    readonly place: PasskeyPlace | null
  },
) {
  const { ready, passkey, place } = given
  const { digest } = passkey
  const frozen = await preparedReport(ports, session, { ready, digest })
  const held = (await passkeysOf(ports, session)).find(
    ({ credential, entry }) =>
      credential === passkey.credential &&
      frozen.evidence.passkeys?.some((one) => one.entry === entry),
  )
  if (held === undefined) return refuseUnknown()
  if (place === null || held.key.rpId !== place.rpId) return refuseOtherPlace([held.key.rpId])
  const challenge = signingChallenge(digest)
  const verdict = checkAssertion(ports.crypto, { assertion: passkey, key: held.key, challenge })
  if (!verdict.ok) return refuseSignature(verdict.reason)
  if (verdict.origin !== place.origin) return refuseSignature('passkey.origin')
  return {
    digest,
    checkpoint: frozen.document.asOf.size,
    passkey: held.record,
    assertion: assertionText(passkey),
  }
}

async function passkeysOf(
  { store }: Pick<AppPorts, 'store'>,
  { org, actor }: Session,
): Promise<HeldPasskey[]> {
  const { person } = actor
  return person === null ? [] : store.read(org.id, (reader) => heldPasskeys(reader, person))
}

/** What was frozen a moment ago, where it is still what the draft would be frozen to. */
async function preparedReport(
  { drafts, crypto }: Needs,
  { org }: Session,
  { ready, digest }: { readonly ready: ReadyDraft; readonly digest: string },
): Promise<FrozenReport> {
  const { draft } = ready.found
  const file = await drafts.file(org.id, draft.record, { kind: 'frozen', digest })
  const text = file && fromUtf8(file.bytes)
  if (!text) return refuseUnprepared()
  const frozen = JSON.parse(text) as FrozenReport
  const words = digestsOf(crypto, { tree: draft.tree, document: frozen.document })
  const overrides = frozen.evidence.overrides.map(({ claim, entry }) => ({ claim, entry }))
  const isStill =
    words.wording === ready.record.wording &&
    frozen.evidence.today === ready.written.book.today &&
    canonicalJson(overrides) === canonicalJson(overridesIn(ready)) &&
    canonicalJson(statedOf(frozen)) === canonicalJson(statedOf(ready.written))
  return isStill ? frozen : refuseUnprepared()
}

/** As JSON has it. */
function statedOf({ document: { stated = [] } }: Pick<FrozenReport, 'document'>): Json {
  return stated.map(({ sentence, count, by }) => ({ sentence, count, by }))
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

function refuseUnprepared(): never {
  return refuse('passkey.unprepared', {
    at: ['body', 'passkey', 'digest'],
    text: {
      zh: '签名所对应的报告，与现在可以签发的这一稿不同。',
      en: 'What the passkey signed is not this draft as it may be signed now.',
    },
    hint: { zh: '请刷新页面，重新签发。', en: 'Reload the page and sign again.' },
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
