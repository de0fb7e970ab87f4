import { fault, Refusal } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { dateText } from '../../report/render/render-text.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'

/** What arrived: how it is recorded, and its bytes. */
interface Arrived {
  readonly register: Register
  readonly raw: Values
  /** Names what arrived, whatever its bytes. */
  readonly digest: string
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** Records once what arrived, and keeps its bytes. Refuses with `received.again`. */
export async function enterArrival(
  ports: Pick<AppPorts, 'store' | 'received' | 'clock' | 'rosters'>,
  session: Session,
  { register, raw, digest, sha256, bytes }: Arrived,
): Promise<Appended> {
  // The log itself remembers what arrived: of two arrivals at once one is the first.
  const idempotency = { key: receivedKey(digest), digest }
  const write = await prepareStep(ports, session, { register, raw, idempotency })
  const appended = await ports.store.append(session.org.id, write)
  const record = appended.record?.id ?? ''
  // Also after a repeated arrival: the first may have been cut off before its file was kept.
  const file = { record, sha256, bytes, receivedAt: appended.recordedAt }
  await ports.received.keepFile(session.org.id, file)
  if (appended.repeated) refuseAgain(appended)
  return appended
}

/** The key under which the log remembers that what has this digest arrived. */
export function receivedKey(digest: string): string {
  return `received ${digest}`
}

/** Names the record of the first. */
function refuseAgain({ record, recordedAt, receipt }: Appended): never {
  const day = recordedAt.slice(0, 10)
  throw new Refusal([
    {
      ...fault('received.again', {
        at: ['file'],
        text: {
          zh: `这份文件已于${dateText(day)}收到，不重复接收。`,
          en: `This file was received on ${day} already.`,
        },
        hint: { zh: '请打开先前的记录办理。', en: 'Open the record of the first arrival.' },
      }),
      more: { record: record?.id ?? '', recordedAt, receipt },
    },
  ])
}
