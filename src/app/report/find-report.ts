import { core } from '../../ledger/core/core-registers.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { reportRecordOf } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** A report on its way, by the id of its record. Refuses with `report.unknown`. */
export async function findReport(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  id: string,
): Promise<ReportRecord> {
  const record = await store.read(org.id, (reader) => reader.record(id))
  if (record?.register === core.report.id) return reportRecordOf(record)
  return refuse('report.unknown', {
    text: { zh: '没有这份报告。', en: 'There is no such report.' },
    hint: { zh: '请从报告列表中打开。', en: 'Open it from the list of reports.' },
  })
}
