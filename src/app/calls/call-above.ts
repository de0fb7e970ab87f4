import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Call } from '../../report/call/call.ts'
import { callOf } from '../../report/call/call.ts'
import type { Reader } from '../ports/store-ports.ts'

/** A call of the body above, as we have taken it. */
export interface CallAbove {
  /** The record of that, and whose call it is. */
  readonly taken: string
  readonly sender: string
  readonly call: Call
}

/** The call that one of ours passes on, by the digest that it names (`Call.above`); null: none. */
export async function callAbove(reader: Reader, digest: string | null): Promise<CallAbove | null> {
  if (digest === null) return null
  const where = { [core.callTaken.names.digest]: digest }
  const { items } = await reader.records({ register: core.callTaken.id, where, limit: 1 })
  const [record] = items
  if (record === undefined) return null
  const { sender } = coreValues(core.callTaken, record.values)
  return { taken: record.id, sender: textOf(sender) ?? '', call: callOf(record.values) }
}
