import { core, coreValues } from '../../ledger/core-registers.ts'
import { textOf } from '../../matter/read-value.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'

/** What was received before of a figure and period, by the call that asked it. */
export interface AskedBefore {
  readonly figure: string
  readonly call: string
  readonly title: string
  /** How many bodies have said a number. */
  readonly bodies: number
}

const rowsMax = 5_000

/** Ask first, look first: the calls by which a figure of a period was received already. */
export async function askedBefore(
  { store, collected }: Pick<AppPorts, 'store' | 'collected'>,
  session: Session,
  { figure, period }: { readonly figure: string; readonly period: string },
): Promise<readonly AskedBefore[]> {
  readCalls(session, core.call.id)
  const { org } = session
  const rows = await collected.before(org.id, { figures: [figure], period, limit: rowsMax })
  const logs = new Map<string, Set<string>>()
  for (const { call, log } of rows) logs.set(call, (logs.get(call) ?? new Set()).add(log))
  const calls = await store.read(org.id, (reader) => reader.recordsById([...logs.keys()]))
  return calls.map(({ id, values }) => ({
    figure,
    call: id,
    title: textOf(coreValues(core.call, values).title) ?? '',
    bodies: logs.get(id)?.size ?? 0,
  }))
}
