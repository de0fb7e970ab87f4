import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { CollectedBefore } from '../ports/collected-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readCalls } from './call-registers.ts'

/** What was received before of a figure and period, by the call that asked it, and its title. */
export interface AskedBefore extends CollectedBefore {
  readonly title: string
}

/** Ask first, look first: the calls by which a figure of a period was received already. */
export async function askedBefore(
  { store, collected }: Pick<AppPorts, 'store' | 'collected'>,
  session: Session,
  { figure, period }: { readonly figure: string; readonly period: string },
): Promise<readonly AskedBefore[]> {
  readCalls(session, core.call.id)
  const { org } = session
  const before = await collected.before(org.id, { figures: [figure], period })
  const calls = await store.read(org.id, (reader) =>
    reader.recordsById(before.map(({ call }) => call)),
  )
  const titles = new Map(
    calls.map(({ id, values }) => [id, textOf(coreValues(core.call, values).title)]),
  )
  return before.map((one) => ({ ...one, title: titles.get(one.call) ?? '' }))
}
