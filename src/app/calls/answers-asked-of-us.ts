import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { AnswerAsking } from '../../report/call/answer-asking.ts'
import { askingIn } from '../../report/call/answer-asking.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier } from '../ports/call-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'
import { readCalls } from './call-registers.ts'
import { findCall } from './find-call.ts'
import { signedEntry } from './seal-call.ts'

/** An answer that we counted and that the body above asks for; nobody has decided yet. */
export interface AskedOfUs extends CountedAnswer {
  readonly asking: AnswerAsking
}

/** The answer that is asked for, and how whoever asks comes to know of it. */
export interface CountedAnswer {
  /** Name and log of whoever asks. */
  readonly asker: string
  readonly log: string
  /** Our call that passes theirs on. */
  readonly call: string
  /** Whose answer it is. */
  readonly body: string
  readonly answer: LedgerRecord
}

/** The key under which the log remembers what became of an asking. */
export function handedKey(asked: string): string {
  return `handed on ${asked}`
}

/**
 * Answers from below that the body above asks for and that nobody has handed on or declined yet.
 * None where the pack knows nothing of it.
 */
export async function answersAskedOfUs(
  { store, crypto }: Pick<AppPorts, 'store' | 'crypto'>,
  { org, pack }: Session,
  carrier: CallCarrier,
): Promise<readonly AskedOfUs[]> {
  if (!pack.registers.has(core.answerHanded.id)) return []
  const said = (await carrier.answersAskedOf(org)).flatMap(({ origin: log, acknowledgement }) => {
    const asking = askingIn(crypto, acknowledgement, { from: log, to: org.origin })
    return asking === null ? [] : [{ log, asking }]
  })
  if (said.length === 0) return []
  return store.read(org.id, async (reader) => {
    const decided = await reader.answered(said.map(({ asking }) => handedKey(asking.asked)))
    const open: AskedOfUs[] = []
    for (const { log, asking } of said) {
      if (decided.has(handedKey(asking.asked))) continue
      const counted = await countedAnswer(reader, { log, asking })
      if (counted !== null) open.push({ ...counted, asking })
    }
    return open
  })
}

/**
 * The answer that is asked for, if it came to a call of ours that passes on one of the very body
 * that asks; null: it has no business with it.
 */
export async function countedAnswer(
  reader: Reader,
  { log, asking }: { readonly log: string; readonly asking: AnswerAsking },
): Promise<CountedAnswer | null> {
  const { digest, source } = asking
  const answer = await onlyOne(reader, core.receivedReport.id, { digest, log: source })
  const said = coreValues(core.receivedReport, answer?.values ?? {})
  const call = textOf(said.call)
  const sent = call === null ? null : await reader.record(call)
  if (answer === null || sent?.register !== core.call.id) return null
  if ((await signedEntry(reader, sent.id)).leafHash !== asking.call) return null
  const above = textOf(coreValues(core.call, sent.values).above)
  const taken = above && (await onlyOne(reader, core.callTaken.id, { digest: above, log }))
  if (!taken) return null
  const { sender } = coreValues(core.callTaken, taken.values)
  return {
    ...{ log, asker: textOf(sender) ?? log, call: sent.id, answer },
    body: textOf(said.sender) ?? source,
  }
}

async function onlyOne(
  reader: Reader,
  register: string,
  where: Readonly<Record<string, string>>,
): Promise<LedgerRecord | null> {
  const { items } = await reader.records({ register, where, limit: 1 })
  return items[0] ?? null
}

/** An answer to a call of ours that the body above asks for, as its page shows it. */
export interface ShownAsking {
  readonly asked: string
  readonly asker: string
  readonly body: string
  readonly reason: string
  readonly askedOn: string
  /** Record of the answer, and whether its file is still here. */
  readonly answer: string
  readonly hasFile: boolean
}

/** What became of one. */
export interface DecidedAsking {
  readonly id: string
  readonly asker: string
  readonly body: string
  readonly reason: string
  readonly step: 'handed' | 'declined'
  readonly reasons: string | null
  readonly decidedOn: string
}

/**
 * Answers to a call of ours that the body above asks for, and what became of those before. Refuses
 * with `call.unknown`.
 */
export async function readAnswersAsked(
  ports: Pick<AppPorts, 'store' | 'crypto' | 'received'>,
  session: Session,
  { call, carrier }: { readonly call: string; readonly carrier: CallCarrier },
): Promise<{ readonly open: readonly ShownAsking[]; readonly decided: readonly DecidedAsking[] }> {
  if (!session.pack.registers.has(core.answerHanded.id)) return { open: [], decided: [] }
  readCalls(session, core.answerHanded.id)
  const { org } = session
  const records = await ports.store.read(org.id, async (reader) => {
    await findCall(reader, call)
    return everyRecord(reader, { register: core.answerHanded.id, where: { call } })
  })
  const all = await answersAskedOfUs(ports, session, carrier)
  const open = all.filter((one) => one.call === call)
  const kept = await ports.received.withFile(
    org.id,
    open.map(({ answer }) => answer.id),
  )
  return {
    open: open.map(({ asking: { asked, reason, askedOn }, asker, body, answer: { id } }) => {
      return { asked, asker, body, reason, askedOn, answer: id, hasFile: kept.has(id) }
    }),
    decided: records.map(decidedOf),
  }
}

function decidedOf({ id, values }: LedgerRecord): DecidedAsking {
  const said = coreValues(core.answerHanded, values)
  return {
    id,
    asker: textOrEmpty(said.asker),
    body: textOrEmpty(said.body),
    reason: textOrEmpty(said.reason),
    step: said.step === 'handed' ? 'handed' : 'declined',
    reasons: textOf(said.reasons),
    decidedOn: textOrEmpty(said.decidedOn),
  }
}
