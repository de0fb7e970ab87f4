import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { ReportStep } from '../../ledger/core/report-record.ts'
import type { Label } from '../../ledger/label.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Call } from '../../report/call/call.ts'
import { callOf } from '../../report/call/call.ts'
import { readCalls } from '../calls/call-registers.ts'
import { calledHere } from '../calls/called.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { everyRecord } from '../records/every-record.ts'
import { listDrafts } from './list-drafts.ts'

/** A report that answers a call; `digest`: what its signature is over, null before there is one. */
interface TakenCallAnswer {
  readonly draft: string
  readonly step: ReportStep | null
  readonly isCorrection: boolean
  readonly digest: string | null
}

/** A call that was taken, with the reports that answer it, the newest first. */
export interface TakenCallRead {
  readonly id: string
  readonly sender: Label
  readonly takenOn: string
  /** What names it in the log of its sender. */
  readonly digest: string
  readonly call: Call
  readonly answers: readonly TakenCallAnswer[]
  /** Past its day, and no answer was sent that stands. */
  readonly isOverdue: boolean
  /** The call of ours by which it is passed on, signed or not yet; null: none. */
  readonly passedOn: string | null
  /** Somebody stands below who could be asked in turn, and an answer was not begun yet. */
  readonly canPassOn: boolean
}

/** The calls that the unit has taken, the newest first. */
export async function takenCalls(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'organisations' | 'received'>,
  session: Session,
): Promise<readonly TakenCallRead[]> {
  readCalls(session, core.callTaken.id)
  const { items, passedOn, hasBelow } = await ports.store.read(session.org.id, async (reader) => {
    const items = await everyRecord(reader, { register: core.callTaken.id })
    const below = await reader.records({ register: core.subordinate.id, limit: 1 })
    const calls = await everyRecord(reader, { register: core.call.id })
    return { items, passedOn: byAbove(calls), hasBelow: below.items.length > 0 }
  })
  const drafts = await listDrafts(ports, session, ({ answers }) => answers !== null)
  const today = todayIn(session.org.zone, ports.clock)
  const called = await calledHere(ports, session)
  return items.map(({ id, values }) => {
    const call = callOf(values)
    const { sender, takenOn, digest, log } = coreValues(core.callTaken, values)
    const answers = drafts
      .filter(({ answers }) => answers === id)
      .map(({ id: draft, flow, replaces }) => {
        const [step, digest] = [flow?.step ?? null, flow?.digest ?? null]
        return { draft, step, isCorrection: replaces !== null, digest }
      })
    return {
      id,
      sender: called(textOf(log) ?? '', { before: textOf(sender) ?? '' }),
      takenOn: textOf(takenOn) ?? '',
      digest: textOf(digest) ?? '',
      call,
      answers,
      isOverdue: call.due < today && !isAnswered({ answers }),
      passedOn: passedOn.get(textOf(digest) ?? '') ?? null,
      canPassOn: hasBelow && answers.length === 0,
    }
  })
}

/** Whether an answer was sent that its receiver has not returned. */
export function isAnswered({ answers }: Pick<TakenCallRead, 'answers'>): boolean {
  return answers.some(({ step }) => step === 'sent' || step === 'accepted')
}

/** The newest call that was not withdrawn, by the call above that it passes on. */
function byAbove(calls: readonly LedgerRecord[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const { id, values } of calls) {
    const { above, step } = coreValues(core.call, values)
    if (typeof above !== 'string' || step === 'withdrawn' || known.has(above)) continue
    known.set(above, id)
  }
  return known
}
