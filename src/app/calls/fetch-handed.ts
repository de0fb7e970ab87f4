import { core } from '../../ledger/core/core-registers.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import type { AnswerHanded } from '../../report/call/answer-asking.ts'
import { handedIn } from '../../report/call/answer-asking.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CallCarrier, HandedAnswer } from '../ports/call-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import type { AskedFor } from './asked-answers.ts'
import { awaitedAnswers } from './asked-answers.ts'
import { writtenCalls } from './call-registers.ts'
import { checkAskedFor } from './read-below.ts'

type Needs = Pick<AppPorts, 'store' | 'received' | 'outside' | 'crypto' | 'clock' | 'rosters'>

/** What came of fetching answers that we asked for. */
export interface FetchedHanded {
  /** Files that were handed on, and askings that were declined. */
  readonly handed: number
  readonly declined: number
  readonly refused: readonly { readonly name: string; readonly faults: readonly Fault[] }[]
}

/**
 * Fetches what became of the answers that we asked for: each file is verified as one that somebody
 * carries is, and must be the very answer that was counted; then it is kept and entered, once.
 * Nothing where the pack knows nothing of it.
 */
export async function fetchHanded(
  ports: Needs,
  session: Session,
  carrier: CallCarrier,
): Promise<FetchedHanded> {
  let [handed, declined] = [0, 0]
  const refused: { name: string; faults: readonly Fault[] }[] = []
  for (const one of await decidedAskings(ports, session, carrier)) {
    try {
      const step = await enter(ports, session, one)
      if (step === 'handed') handed += 1
      if (step === 'declined') declined += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ name: one.of.body, faults: error.faults })
    }
  }
  return { handed, declined, refused }
}

/** What we asked for, and what whoever was asked says of it. */
export interface DecidedAsking {
  readonly of: AskedFor
  readonly said: AnswerHanded
  readonly handed: HandedAnswer
}

/** What was decided on answers that we asked for, and is not entered here yet. */
export async function decidedAskings(
  ports: Pick<AppPorts, 'store' | 'received' | 'crypto'>,
  { org, pack }: Session,
  carrier: CallCarrier,
): Promise<readonly DecidedAsking[]> {
  if (!pack.registers.has(core.answerAsked.id)) return []
  const awaited = await awaitedAnswers(ports, org)
  if (awaited.length === 0) return []
  const byAsked = new Map(awaited.map((one) => [one.asked, one.of]))
  return (await carrier.handedOn(org, awaited)).flatMap((handed): readonly DecidedAsking[] => {
    const between = { from: handed.origin, to: org.origin }
    const said = handedIn(ports.crypto, handed.acknowledgement, between)
    const of = said && byAsked.get(said.asked)
    const isOurs = of?.log === handed.origin && of.digest === said?.digest
    return said && of && isOurs ? [{ of, said, handed }] : []
  })
}

/** Enters what became of one; null: the file is still on its way. */
async function enter(
  ports: Needs,
  session: Session,
  { of, said, handed }: DecidedAsking,
): Promise<AnswerHanded['step'] | null> {
  const register = writtenCalls(session, core.answerAsked.id)
  const { step, reasons, decidedOn, entry, asked } = said
  const file = step === 'handed' ? await handed.file?.() : null
  if (file === undefined || (file === null && step === 'handed')) return null
  // As if somebody had carried it here: that it came in a parcel says nothing of who answered.
  if (file !== null) await checkAskedFor(ports, session.org, { of, file })
  const sha256 = file && toBase64(ports.crypto.sha256(file))
  const raw = {
    ...of.record.values,
    ...{ step, decidedOn, entry, receipt: handed.acknowledgement.receipt },
    ...(reasons === null ? {} : { reasons }),
    ...(sha256 === null ? {} : { file: sha256 }),
  }
  const write = await prepareStep(ports, session, {
    ...{ register, raw, kind: 'correct', record: of.id, expected: of.version },
    idempotency: { key: `became of ${asked}`, digest: asked },
  })
  const { recordedAt } = await ports.store.append(session.org.id, write)
  // Also after a repeated one: the first may have been cut off before its file was kept.
  if (file !== null && sha256 !== null) {
    const kept = { record: of.id, sha256, bytes: file, receivedAt: recordedAt }
    await ports.received.keepFile(session.org.id, kept)
  }
  return step
}
