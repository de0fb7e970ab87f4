import { core } from '../../ledger/core/core-registers.ts'
import { isSettled, reportRecordOf } from '../../ledger/core/report-record.ts'
import type { Reader } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'

/** Years of which a report is signed: what they were judged by changes no more. */
export async function signedYears(reader: Reader): Promise<ReadonlySet<number>> {
  const records = await reader.recordsOf([core.report.id], allDays)
  return new Set(
    records
      .map((record) => reportRecordOf(record))
      .filter(({ step }) => isSettled(step))
      .map(({ year }) => year),
  )
}
