import { Refusal } from '../../ledger/fault.ts'
import type { GivenSignature } from '../people/passkey-signature.ts'
import { refusePasskeyNeeded } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendStep } from './append-step.ts'
import { freezeDraft } from './freeze-draft.ts'
import { freezeFile } from './freeze-file.ts'
import type { SeenDraft } from './ready-to-sign.ts'
import { readyToSign } from './ready-to-sign.ts'
import { signedByPasskey } from './sign-by-passkey.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'files' | 'outside'
>

/** A signature: what was seen, and by what it is given. */
export interface SignReport extends SeenDraft, GivenSignature {
  /** Address of the page that verifies, for the code in the annex; null where there is none. */
  readonly page: string | null
}

/**
 * Signs a report and, as soon as a checkpoint covers the signature, freezes its file. Where the
 * checkpoint is late the report stays signed, and freezing is asked for again (`freezeFile`).
 * Refuses as `readyToSign`, and with `passkey.*` and `report.passkey-needed`.
 */
export async function signReport(
  ports: Needs,
  session: Session,
  request: SignReport,
): Promise<Appended> {
  const signed = await enterSignature(ports, session, request)
  try {
    return await freezeFile(ports, session, signed.record?.id ?? '')
  } catch (error) {
    if (error instanceof Refusal) return signed
    throw error
  }
}

/**
 * The digest of document and evidence goes into an entry of kind `sign`, with the assertion of the
 * signer's passkey where there is one; nobody writes in the draft any more.
 */
async function enterSignature(
  ports: Needs,
  session: Session,
  request: SignReport,
): Promise<Appended> {
  const ready = await readyToSign(ports, session, request)
  const { page, passkey, place } = request
  const signed =
    passkey === null
      ? await signedWithout(ports, session, { ready, page })
      : await signedByPasskey(ports, session, { ready, passkey, place })
  const { record } = ready.found.draft
  const appended = await appendStep(ports, session, {
    record,
    expected: request.expected,
    kind: 'sign',
    step: 'signed',
    before: ready.record.values,
    changes: { signer: session.actor.person, ...signed },
  })
  await ports.drafts.close(session.org.id, ready.found.draft.id)
  return appended
}

/** Whoever owns a passkey signs with it: otherwise a keeper could leave it out and nobody knew. */
async function signedWithout(
  ports: Needs,
  session: Session,
  given: Parameters<typeof freezeDraft>[2],
) {
  const { frozen, digest } = await freezeDraft(ports, session, given)
  if (frozen.evidence.passkeys !== undefined) refusePasskeyNeeded()
  return { digest, checkpoint: frozen.document.asOf.size, passkey: null, assertion: null }
}
