import type { Json } from '../../log/canonical-json.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import type { FrozenReport } from '../../report/evidence/evidence.ts'
import { digestsOf } from '../draft/written-draft.ts'
import type { PasskeySignature, PreparedSignature } from '../people/passkey-signature.ts'
import {
  enteredSignature,
  keysToSignWith,
  passkeysOf,
  refuseUnprepared,
} from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { PasskeyPlace } from '../ports/passkey-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { freezeDraft, overridesIn } from './freeze-draft.ts'
import type { ReadyDraft, SeenDraft } from './ready-to-sign.ts'
import { readyToSign } from './ready-to-sign.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'outside'
>

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
  const keys = await keysToSignWith(ports, session, request.place)
  const { digest } = await freezeDraft(ports, session, { ready, page: request.page })
  return { digest, ...keys }
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
  const held = (await passkeysOf(ports, session)).filter(({ entry }) =>
    frozen.evidence.passkeys?.some((one) => one.entry === entry),
  )
  const signed = enteredSignature(ports, { signature: passkey, what: 'report', held, place })
  return { digest, checkpoint: frozen.document.asOf.size, ...signed }
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
