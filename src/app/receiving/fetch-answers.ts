import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { takenOnIn } from '../../report/call/acknowledgement.ts'
import type { Subordinate } from '../../report/call/subordinate.ts'
import { writtenCalls } from '../calls/call-registers.ts'
import type { SentCall } from '../calls/find-call.ts'
import { addresseesOf, findCall } from '../calls/find-call.ts'
import { signedEntry } from '../calls/seal-call.ts'
import type { CallCarrier, SentAnswer } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { receivedKey } from './enter-arrival.ts'
import type { ReceivePorts } from './receive-report.ts'
import { receiveReport } from './receive-report.ts'

/** What came of fetching the answers to a call. */
export interface FetchedAnswers {
  /** Bodies that were seen to have taken the call. */
  readonly acknowledged: number
  /** Answers that were received. */
  readonly received: number
  /** Answers that were not received, and why: somebody is to look at each. */
  readonly refused: readonly { readonly name: string; readonly faults: readonly Fault[] }[]
}

/**
 * Fetches what the bodies below have sent up about a call: each receipt is entered, each answer is
 * received as any report is, and what is refused is named. What came before is left alone.
 */
export async function fetchAnswers(
  ports: ReceivePorts,
  session: Session,
  { call: id, carrier }: { readonly call: string; readonly carrier: CallCarrier },
): Promise<FetchedAnswers> {
  writtenCalls(session, core.callAcknowledged.id)
  const { org } = session
  const { sent, asked, digest } = await ports.store.read(org.id, async (reader) => {
    const sent = await findCall(reader, id)
    const entry = await signedEntry(reader, id)
    return { sent, asked: await addresseesOf(reader, sent), digest: entry.leafHash }
  })
  const byLog = new Map(asked.flatMap((one) => (one.log === null ? [] : [[one.log, one] as const])))
  const received = (digests: readonly string[]) =>
    ports.store.read(org.id, async (reader) => {
      const known = await reader.answered(digests.map(receivedKey))
      return new Set(digests.filter((one) => known.has(receivedKey(one))))
    })
  const answers = await carrier.answersTo(org, { digest, logs: [...byLog.keys()], received })
  const acknowledged = await acknowledge(ports, session, { sent, digest, byLog, answers })
  let arrived = 0
  const refused: { name: string; faults: readonly Fault[] }[] = []
  for (const { origin, file } of answers) {
    if (file === null) continue
    try {
      // It was judged in the parcel that named it, or lies on this server.
      await receiveReport(ports, session, file, { isVouched: true })
      arrived += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.faults[0]?.code === 'received.again') continue
      refused.push({ name: byLog.get(origin)?.name ?? origin, faults: error.faults })
    }
  }
  return { acknowledged, received: arrived, refused }
}

async function acknowledge(
  ports: ReceivePorts,
  session: Session,
  given: {
    readonly sent: SentCall
    readonly digest: string
    readonly byLog: ReadonlyMap<string, Subordinate>
    readonly answers: readonly SentAnswer[]
  },
): Promise<number> {
  const register = writtenCalls(session, core.callAcknowledged.id)
  const { sent, digest, byLog, answers } = given
  const keyOf = (origin: string) => `acknowledged ${digest} ${origin}`
  const known = await ports.store.read(session.org.id, (reader) =>
    reader.answered(answers.map(({ origin }) => keyOf(origin))),
  )
  const writes: AppendRequest[] = []
  for (const { origin, acknowledgement } of answers) {
    if (acknowledgement === null || known.has(keyOf(origin))) continue
    const takenOn = takenOnIn(ports.crypto, acknowledgement, { origin, digest })
    if (takenOn === null) continue
    const write = await prepareStep(ports, session, {
      register,
      raw: {
        call: sent.id,
        name: byLog.get(origin)?.name ?? origin,
        log: origin,
        takenOn,
        entry: acknowledgement.index,
        receipt: acknowledgement.receipt,
      },
      idempotency: { key: keyOf(origin), digest },
    })
    writes.push(write)
  }
  if (writes.length > 0) await ports.store.appendAll(session.org.id, writes)
  return writes.length
}
