import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { mayRead } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** A record as it stands, whole; a hidden one and one that is not there look the same. */
export async function readRecord(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  id: string,
): Promise<LedgerRecord> {
  const record = await ports.store.read(session.org.id, (reader) => reader.record(id))
  return readable(session, record)
}

/** The record, if the caller may read its register; else refuses with `record.unknown`. */
export function readable(session: Session, record: LedgerRecord | null): LedgerRecord {
  const register = record === null ? undefined : session.pack.registers.get(record.register)
  if (record && register && mayRead(session, register)) return record
  return refuse('record.unknown', {
    text: { zh: '没有这条记录。', en: 'There is no such record.' },
    hint: { zh: '请从台账列表中打开。', en: 'Open it from the list of its register.' },
  })
}
