import { core } from '../../ledger/core-registers.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { playersOf, valuesUnder } from '../../ledger/roles.ts'
import { toBase64 } from '../../log/base64.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { AppendRequest } from '../../append/append-request.ts'
import { valuesOfCall } from '../../report/call/call.ts'
import { parseSealedCall, sealedCallText, verifyCall } from '../../report/call/sealed-call.ts'
import type { CallReason, SealedCall, VerifiedCall } from '../../report/call/sealed-call.ts'
import { callReasonWords } from '../../report/call/shown-call.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Organisation, Session } from '../ports/store-ports.ts'
import type { CosignedLog } from '../receiving/cosign-log.ts'
import { cosignShown } from '../receiving/cosign-shown.ts'
import { watchedLog } from '../receiving/watch-log.ts'
import { prepareNew } from '../records/prepare-record.ts'
import { readValues } from '../records/read-values.ts'
import { todayIn } from '../organisation/today.ts'
import { writtenCalls } from './call-registers.ts'
import { checkCallWords } from './call-words.ts'
import { hasEnded, refuseEnded } from './ended-call.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'received' | 'crypto' | 'clock' | 'organisations' | 'rosters' | 'random' | 'calendar'
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
 * `received.fork`, `call.taken` and, for what does not hold, as `CallReason` says.
 */
export async function takeCall(
  ports: Needs,
  session: Session,
  { sealed: text, owner }: TakeCall,
): Promise<TakenCall> {
  const register = writtenCalls(session, core.callTaken.id)
  const { org } = session
  const sealed = parseSealedCall(text) ?? refuseForm()
  const log = (await watchedLog(ports, session, sealed.sender.origin)) ?? refuseStranger(sealed)
  const verified = verifyCall(ports.crypto, sealed, log.vkey)
  if (!verified.ok) return refuseBroken(verified.reason)
  const { call, digest, record: callId, checkpoint } = verified
  if (call.to !== null && !call.to.includes(org.origin)) refuseNotAsked()
  if (await isBelow(ports, org, log.origin)) refuseBelow(log.name)
  const today = todayIn(org.zone, ports.clock)
  if (hasEnded(call, today)) refuseEnded()
  checkCallWords(call, ['file'])
  const growths = sealed.growth === null ? [] : [sealed.growth]
  const shown = { log, note: sealed.checkpoint, growths, checkpoint }
  const { cosigned, growth } = await cosignShown(ports, org, shown)
  const bytes = toUtf8(sealedCallText(sealed))
  const sha256 = toBase64(ports.crypto.sha256(bytes))
  // Which call it passes on, if any, is its sender's matter.
  const { to: _to, ...asked } = { ...call, above: null }
  const id = ports.random.uuid()
  const { today: _, ...written } = await readValues(ports, session, {
    register,
    raw: {
      ...valuesOfCall(asked),
      sender: log.name,
      takenOn: today,
      call: callId,
      digest,
      file: sha256,
      log: log.origin,
      checkpoint: checkpoint.size,
      root: toBase64(checkpoint.root),
      ...(cosigned ? { cosignature: cosigned.line.trim(), witness: cosigned.vkey } : {}),
    },
  })
  const taken: AppendRequest = {
    ...written,
    kind: 'create',
    register: register.id,
    record: id,
    expected: null,
    lateDays: 0,
    lateReason: null,
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: { key: takenKey(digest), digest },
  }
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
  return { appended, growth }
}

/** Whether the log is that of a body below: its key is believed, and it has nothing to ask here. */
export async function isBelow(
  { store, organisations }: Pick<Needs, 'store' | 'organisations'>,
  org: Organisation,
  log: string,
): Promise<boolean> {
  const here = (await organisations.all()).find(({ origin }) => origin === log)
  if (here) return here.parent === org.id
  const where = { [core.subordinate.names.log]: log }
  const { items } = await store.read(org.id, (reader) =>
    reader.records({ register: core.subordinate.id, where, limit: 1 }),
  )
  return items.length > 0
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

function refuseForm(): never {
  return refuse('call.form', {
    at: ['file'],
    text: { zh: '这不是报送任务文件。', en: 'This is no file of a call.' },
    hint: {
      zh: '请从布置单位取得原文件，不要改动。',
      en: 'Ask the sender for the file as it is, unchanged.',
    },
  })
}

function refuseStranger({ sender: { name, origin } }: SealedCall): never {
  return refuse('call.stranger', {
    at: ['file'],
    text: {
      zh: `“${name.zh}”的日志公钥尚未登记，无法确认是谁布置的。`,
      en: `The log key of “${name.en}” is not known here, so nobody can tell who sent this.`,
    },
    hint: {
      zh: `请与对方核对公钥（以“${origin}”开头），在“见证的日志”中登记后再签收。`,
      en: `Compare the key (it begins with “${origin}”) and register it under Logs we witness.`,
    },
  })
}

function refuseBroken(reason: CallReason): never {
  return refuse(reason, {
    at: ['file'],
    text: {
      zh: `核验不通过，没有签收：${callReasonWords[reason].zh}。`,
      en: `It does not hold and was not taken: ${callReasonWords[reason].en}.`,
    },
    hint: {
      zh: '请保留文件，与布置单位联系。',
      en: 'Keep the file, and ask the sender about it.',
    },
  })
}

function refuseNotAsked(): never {
  return refuse('call.not-asked', {
    at: ['file'],
    text: { zh: '这项任务没有布置给本单位。', en: 'This call is not addressed to this unit.' },
    hint: { zh: '请与布置单位核对。', en: 'Ask the sender whom it is for.' },
  })
}

/** Refuses with `call.below`. */
export function refuseBelow(name: string): never {
  return refuse('call.below', {
    at: ['file'],
    text: {
      zh: `“${name}”是下级单位，不能向本单位布置报送任务。`,
      en: `“${name}” stands below this unit and cannot send it a call.`,
    },
    hint: { zh: '请与对方核对文件的来处。', en: 'Ask where the file comes from.' },
  })
}

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
