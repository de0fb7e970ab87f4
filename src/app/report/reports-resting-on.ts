import { core } from '../../ledger/core/core-registers.ts'
import { isSettled, reportRecordOf } from '../../ledger/core/report-record.ts'
import { shownTo } from '../draft/claims-shown-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from '../records/read-record.ts'
import { allDays } from '../roster/keep-rosters.ts'
import { frozenReport } from './freeze-file.ts'

/** A signed report, and what it says on the ground of a record. */
export interface RestingReport {
  readonly draft: string
  readonly name: string
  /** Claims that count the record, by the words of the paper. */
  readonly claims: readonly { readonly id: string; readonly text: string }[]
}

/**
 * The signed reports that count a record, newest first: what will stand against the ledger once the
 * record is void. Of claims over registers that the caller may not read none is told.
 */
export async function reportsRestingOn(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'crypto'>,
  session: Session,
  id: string,
): Promise<readonly RestingReport[]> {
  const { firstEntry } = await readRecord(ports, session, id)
  const records = await ports.store.read(session.org.id, (reader) =>
    reader.recordsOf([core.report.id], allDays),
  )
  const signedSince = records
    .map(reportRecordOf)
    .filter(({ step, checkpoint }) => isSettled(step) && (checkpoint ?? 0) > firstEntry)
    .sort((one, other) => other.entry - one.entry)
  const resting: RestingReport[] = []
  for (const report of signedSince) {
    const { document } = await frozenReport(ports, session, report)
    const claims = shownTo(session, document).claims.filter(({ records }) => records.includes(id))
    if (claims.length === 0) continue
    const { draft, name } = report
    resting.push({ draft, name, claims: claims.map((one) => ({ id: one.id, text: one.text })) })
  }
  return resting
}
