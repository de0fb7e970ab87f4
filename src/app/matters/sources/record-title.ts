import type { Label } from '../../../ledger/label.ts'
import type { LedgerRecord } from '../../../ledger/record/record.ts'
import { titleOf } from '../../../ledger/register/title.ts'
import { openTo } from '../../access/open-to.ts'
import { namesOf } from '../../roster/roster.ts'
import type { YearBook } from '../../year/year-book.ts'
import type { Recipient } from '../recipient.ts'

/**
 * How records are called for whom they wait, by what that person may read of them: those of a year
 * by its book, whose pack may know a register that the one in force does not.
 */
export async function titling({
  ports,
  session,
}: Recipient): Promise<(record: LedgerRecord, book?: YearBook) => Label> {
  const names = namesOf(await ports.rosters.of(session.org.id))
  return (record, book) => {
    const { registers, lists } = (book ?? session).pack
    const register = registers.get(record.register)
    if (!register) throw new Error(`record of an unknown register ${record.register}`)
    const { values } = book?.open(record) ?? openTo(session, register, record.values)
    return titleOf(register, values, { lists, names })
  }
}
