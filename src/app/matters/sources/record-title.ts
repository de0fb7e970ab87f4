import type { Label } from '../../../ledger/label.ts'
import type { LedgerRecord } from '../../../ledger/record.ts'
import { titleOf } from '../../../ledger/title.ts'
import { namesOf } from '../../people/roster.ts'
import { openTo } from '../../records/shown-record.ts'
import type { Recipient } from '../recipient.ts'

/** How records are called for whom they wait, by what that person may read of them. */
export async function titling({
  ports,
  session,
}: Recipient): Promise<(record: LedgerRecord) => Label> {
  const names = namesOf(await ports.rosters.of(session.org.id))
  return (record) => {
    const register = session.pack.registers.get(record.register)
    if (!register) throw new Error(`record of an unknown register ${record.register}`)
    const { values } = openTo(session, register, record.values)
    return titleOf(register, values, { lists: session.pack.lists, names })
  }
}
