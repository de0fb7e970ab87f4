import { core, coreValues } from '../../ledger/core-registers.ts'
import { textOf } from '../../matter/read-value.ts'
import { callOf } from '../../report/call/call.ts'
import type { Call } from '../../report/call/call.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { listDrafts } from '../report/list-drafts.ts'
import type { ReportStep } from '../report/report-record.ts'
import { readCalls } from './call-registers.ts'

/** A call that was taken, with the reports that answer it, the newest first. */
export interface TakenCallRead {
  readonly id: string
  readonly sender: string
  readonly takenOn: string
  /** What names it in the log of its sender. */
  readonly digest: string
  readonly call: Call
  readonly answers: readonly { readonly draft: string; readonly step: ReportStep | null }[]
}

const takenMax = 200

/** The calls that the unit has taken, the newest first. */
export async function takenCalls(
  ports: Pick<AppPorts, 'store' | 'drafts'>,
  session: Session,
): Promise<readonly TakenCallRead[]> {
  readCalls(session, core.callTaken.id)
  const { items } = await ports.store.read(session.org.id, (reader) =>
    reader.records({ register: core.callTaken.id, limit: takenMax }),
  )
  const drafts = await listDrafts(ports, session, ({ answers }) => answers !== null)
  return items.map(({ id, values }) => {
    const { sender, takenOn, digest } = coreValues(core.callTaken, values)
    return {
      id,
      sender: textOf(sender) ?? '',
      takenOn: textOf(takenOn) ?? '',
      digest: textOf(digest) ?? '',
      call: callOf(values),
      answers: drafts
        .filter(({ answers }) => answers === id)
        .map((one) => ({ draft: one.id, step: one.flow?.step ?? null })),
    }
  })
}
