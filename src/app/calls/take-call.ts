import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { playersOf, valuesUnder } from '../../ledger/register/roles.ts'
import { toBase64 } from '../../log/base64.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { valuesOfCall } from '../../report/call/call.ts'
import type { VerifiedCall } from '../../report/call/sealed-call.ts'
import { sealedEntryText } from '../../report/call/sealed-entry.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareNew } from '../records/prepare-record.ts'
import { prepareStep } from '../records/prepare-step.ts'
import type { CosignedLog } from '../watching/cosign-log.ts'
import { believeSealed, saidOfSealed, sealedCalls, witnessSealed } from './believe-sealed.ts'
import { writtenCalls } from './call-registers.ts'
import { checkCallWords } from './call-words.ts'
import { hasEnded, refuseEnded } from './ended-call.ts'

type Needs = Pick<
  AppPorts,
  | 'store'
  | 'received'
  | 'exchange'
  | 'crypto'
  | 'clock'
  | 'organisations'
  | 'rosters'
  | 'random'
  | 'calendar'
>

/** A call that reached us, and who is to see to it. */
export interface TakeCall {
  /** The text of its sealed file. */
  readonly sealed: string
  /** The person who owns the task that it becomes; null: nobody yet. */
  readonly owner: string | null
}

/** A call that was taken, and how its sender's log stood. */
export interface TakenCall {
  readonly appended: Appended
  readonly growth: CosignedLog['growth']
}

/**
 * Takes a call of the body above: verified under the key that is believed of it, its log cosigned
 * where it extends what was seen, entered once with the task that it makes. Refuses with
 * `call.form`, `call.stranger`, `call.not-asked`, `call.below`, `call.ended`, `call.boundary`,
 * `received.fork`, `call.taken` and, for what does not hold, as `SealedReason` says.
 */
export async function takeCall(
  ports: Needs,
  session: Session,
  { sealed: text, owner }: TakeCall,
): Promise<TakenCall> {
  const register = writtenCalls(session, core.callTaken.id)
  const { org } = session
  const believed = await believeSealed(ports, session, { text, kind: sealedCalls })
  const { sealed, log, verified } = believed
  const { call, digest, record: callId } = verified
  const today = todayIn(org.zone, ports.clock)
  if (hasEnded(call, today)) refuseEnded()
  checkCallWords(call, ['file'])
  const witnessed = await witnessSealed(ports, session, believed)
  const bytes = toUtf8(sealedEntryText(sealed))
  const sha256 = toBase64(ports.crypto.sha256(bytes))
  // Which call it passes on, if any, is its sender's matter.
  const { to: _to, ...asked } = { ...call, above: null }
  const id = ports.random.uuid()
  const taken = await prepareStep(ports, session, {
    register,
    raw: {
      ...valuesOfCall(asked),
      sender: log.name,
      takenOn: today,
      call: callId,
      digest,
      file: sha256,
      ...saidOfSealed(believed, witnessed),
    },
    record: id,
    idempotency: { key: takenKey(digest), digest },
  })
  const task = await taskOf(ports, session, { id, verified, sender: log.name, owner })
  const [appended] = await ports.store.appendAll(org.id, task === null ? [taken] : [taken, task])
  if (!appended) throw new Error('a call was entered and is not there')
  // Also after a repeated one: the first may have been cut off before its file was kept.
  await ports.received.keepFile(org.id, {
    record: appended.record?.id ?? id,
    sha256,
    bytes,
    receivedAt: appended.recordedAt,
  })
  if (appended.repeated) refuseTaken(appended)
  return { appended, growth: witnessed.growth }
}

/** The key under which the log remembers that the call of a digest was taken. */
export function takenKey(digest: string): string {
  return `call ${digest}`
}

/** The task of the plan that a call makes; null where the pack has no register of tasks. */
async function taskOf(
  ports: Needs,
  session: Session,
  given: {
    readonly id: string
    readonly verified: VerifiedCall
    readonly sender: string
    readonly owner: string | null
  },
): Promise<AppendRequest | null> {
  const [player] = playersOf(session.pack, 'task')
  if (player === undefined) return null
  const { call, digest } = given.verified
  const { fields, register } = player
  const title = `${given.sender}：${call.title}`
  const values = valuesUnder([
    [fields.title, title.slice(0, titleMax)],
    [fields.due, call.due],
    [fields.owner, given.owner ?? undefined],
  ])
  const write = await prepareNew(ports, session, {
    register: register.id,
    values: { ...values, [register.date]: todayIn(session.org.zone, ports.clock) },
    key: `task of call ${digest}`,
  })
  if (fields.call === undefined) return write
  // The link is added when the values were read: the record it names is written with them.
  return { ...write, values: { ...write.values, [fields.call]: given.id } }
}

/** Characters of a task's title at most. */
const titleMax = 160

function refuseTaken({ record, recordedAt }: Appended): never {
  throw new Refusal([
    {
      ...fault('call.taken', {
        at: ['file'],
        text: {
          zh: '这项任务已经签收，不重复签收。',
          en: 'This call was taken already.',
        },
        hint: { zh: '请打开先前的记录办理。', en: 'Open the record of it.' },
      }),
      more: { record: record?.id ?? '', recordedAt },
    },
  ])
}
