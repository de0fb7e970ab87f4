import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { settledOver } from '../../report/receive/settled-over.ts'
import type { GivenSignature, PreparedSignature } from '../people/passkey-signature.ts'
import { keysToSignWith, signatureOver } from '../people/passkey-signature.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { receivedRegister } from './received-register.ts'
import { refuseUnknown } from './refuse-unknown.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'crypto'>

/** What becomes of a report that arrived. */
export interface SettleReceived {
  readonly record: string
  /** The version that whoever decides has seen. */
  readonly expected: number
  readonly step: 'accepted' | 'returned'
  /** Needed to return it. */
  readonly reasons: string | null
  /** By what it is returned: whoever owns a passkey returns with it. */
  readonly signature: GivenSignature
}

/**
 * Accepts a received report, or returns it with reasons; once. Who owns a passkey returns with it,
 * so that its sender sees whose hand it was. Refuses with `received.reasons`, `received.settled`,
 * `record.unknown`, `passkey.…`, and `write.stale` when somebody else was faster.
 */
export async function settleReceived(
  ports: Needs,
  session: Session,
  { record: id, expected, step, reasons, signature: given }: SettleReceived,
): Promise<Appended> {
  const register = receivedRegister(session)
  const record = await toSettle(ports, session, id)
  const why = reasons?.trim() || null
  if (step === 'returned' && why === null) refuseReasons()
  const said = { digest: digestOf(record), step, reasons: why }
  const digest = settledOver(ports.crypto, said)
  const signature =
    step === 'returned'
      ? await signatureOver(ports, session, { register, digest, what: 'reply', ...given })
      : null
  const { person } = session.actor
  const raw = {
    ...record.values,
    step,
    ...(why === null ? {} : { reasons: why }),
    ...(person === null ? {} : { settledBy: person }),
    ...signature,
  }
  const settled = { register, raw, kind: 'correct', record: id, expected } as const
  const write = await prepareStep(ports, session, settled)
  return ports.store.append(session.org.id, write)
}

/** What a passkey is asked to sign of a return. Refuses as it, and as `keysToSignWith`. */
export async function prepareReturn(
  ports: Needs,
  session: Session,
  given: Pick<SettleReceived, 'record' | 'reasons'> & Pick<GivenSignature, 'place'>,
): Promise<PreparedSignature> {
  receivedRegister(session)
  const record = await toSettle(ports, session, given.record)
  const reasons = given.reasons?.trim() || refuseReasons()
  const keys = await keysToSignWith(ports, session, given.place)
  const said = { digest: digestOf(record), step: 'returned', reasons }
  return { digest: settledOver(ports.crypto, said), ...keys }
}

async function toSettle({ store }: Needs, session: Session, id: string): Promise<LedgerRecord> {
  const record = await store.read(session.org.id, (reader) => reader.record(id))
  if (record?.register !== receivedRegister(session).id) return refuseUnknown()
  if (coreValues(core.receivedReport, record.values).step !== 'received') refuseSettled()
  return record
}

function digestOf({ values }: LedgerRecord): string {
  return String(coreValues(core.receivedReport, values).digest ?? '')
}

function refuseReasons(): never {
  return refuse('received.reasons', {
    at: ['body', 'reasons'],
    text: { zh: '退回时应说明原因。', en: 'Say why it is returned.' },
    hint: {
      zh: '写清哪里需要更正，报送单位会看到。',
      en: 'Say what must be corrected; the sender reads it.',
    },
  })
}

function refuseSettled(): never {
  return refuse('received.settled', {
    text: { zh: '这份报告已经办理。', en: 'This report is settled already.' },
    hint: {
      zh: '更正后的报告由报送单位重新报送，另作一条。',
      en: 'A corrected report is sent anew and is a record of its own.',
    },
  })
}
