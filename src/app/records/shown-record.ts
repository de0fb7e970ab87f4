import type { Lang } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { wordsOfRecord } from '../../ledger/record/search-text.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { TextContext } from '../../ledger/register/title.ts'
import { titlesIn } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import { openTo, openToAll } from '../access/open-to.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { namesOf } from '../roster/roster.ts'

/** A record as the caller may see it. */
export interface ShownRecord extends LedgerRecord {
  readonly title: string
  /** Fields, and columns as `agenda.topic`, that the caller's roles may not read. */
  readonly withheld: readonly string[]
}

/** Title and search text as they are stored: from what every member may read, nothing else. */
export function storedWords(
  register: Register,
  values: Values,
  context: TextContext,
): { readonly title: string; readonly search: string } {
  const open = openToAll(register, values)
  const { title, search } = wordsOfRecord(register, open, context)
  return { title: title.zh, search }
}

/** Shows records of registers that the caller may read. */
export function shownRecords(
  session: Session,
  records: readonly LedgerRecord[],
  { roster, lang }: { roster: Roster; lang: Lang },
): readonly ShownRecord[] {
  const words = { lists: session.pack.lists, names: namesOf(roster) }
  return records.map((record) => {
    const register = session.pack.registers.get(record.register)
    if (!register) throw new Error(`record of an unknown register ${record.register}`)
    const { values, withheld } = openTo(session, register, record.values)
    return { ...record, values, title: titlesIn(register, words, lang)(values), withheld }
  })
}
