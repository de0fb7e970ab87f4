import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Reader } from '../ports/store-ports.ts'

/** A call that was taken from above, by the record that says so. Refuses with `call.unknown`. */
export async function takenCall(
  reader: Pick<Reader, 'record'>,
  taken: string,
): Promise<LedgerRecord> {
  const record = await reader.record(taken)
  if (record?.register === core.callTaken.id) return record
  return refuse('call.unknown', {
    text: { zh: '没有签收过这项任务。', en: 'No such call was taken.' },
    hint: { zh: '请从上级报送任务列表中打开。', en: 'Open it from the list of calls taken.' },
  })
}
