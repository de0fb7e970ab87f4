import { core } from '../../ledger/core/core-registers.ts'
import { allDays } from '../people/keep-rosters.ts'
import type { Reader } from '../ports/store-ports.ts'
import { isSettled, reportRecordOf } from './report-record.ts'

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
