import { core, coreValues } from '../../ledger/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { readValues } from '../records/read-values.ts'
import { receivedRegister } from './received-register.ts'

/** What becomes of a report that arrived. */
export interface SettleReceived {
  readonly record: string
  /** The version that whoever decides has seen. */
  readonly expected: number
  readonly step: 'accepted' | 'returned'
  /** Needed to return it. */
  readonly reasons: string | null
}

/**
 * Accepts a received report, or returns it with reasons; once. Refuses with `received.reasons`,
 * `received.settled`, `record.unknown`, and `write.stale` when somebody else was faster.
 */
export async function settleReceived(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters'>,
  session: Session,
  { record: id, expected, step, reasons }: SettleReceived,
): Promise<Appended> {
  const register = receivedRegister(session)
  const record = await ports.store.read(session.org.id, (reader) => reader.record(id))
  if (record?.register !== register.id) refuseUnknown()
  if (step === 'returned' && !reasons?.trim()) refuseReasons()
  if (coreValues(core.receivedReport, record.values).step !== 'received') refuseSettled()
  const { person } = session.actor
  const raw = {
    ...record.values,
    step,
    ...(reasons?.trim() ? { reasons: reasons.trim() } : {}),
    ...(person === null ? {} : { settledBy: person }),
  }
  const { today: _, ...written } = await readValues(ports, session, { register, raw })
  return ports.store.append(session.org.id, {
    ...written,
    kind: 'correct',
    register: register.id,
    record: id,
    expected,
    lateDays: 0,
    lateReason: null,
    idempotency: null,
    actor: session.actor.id,
    pack: session.pack.digest,
  })
}

function refuseUnknown(): never {
  return refuse('record.unknown', {
    text: { zh: '没有这条记录。', en: 'There is no such record.' },
    hint: { zh: '请从收到的报告中选择。', en: 'Choose one of the received reports.' },
  })
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
