import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import { countedRecords, recordsRead } from '../../ledger/evaluate-figure.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { mayReadDuty, mayReadFigure } from '../access/figure-access.ts'
import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'

/** Which figures count a record, and which duties rest on it. */
export interface RecordUses {
  readonly duties: readonly string[]
  readonly figures: readonly string[]
}

/** Looks at every definition of the pack: a record does not know who counts it. */
export async function usesOfRecord(
  ports: Pick<AppPorts, 'store' | 'clock'>,
  session: Session,
  id: string,
): Promise<RecordUses> {
  const record = await readRecord(ports, session, id)
  const year = record.occurredOn?.slice(0, 4)
  if (year === undefined) return { duties: [], figures: [] }
  const context = { period: year, today: todayIn(session.org.zone, ports.clock) }
  const figures = [...session.pack.figures.values()]
    .filter((one) => mayReadFigure(session, one))
    .filter((one) => countedRecords(one, [record], context).length > 0)
    .map((one) => one.id)
  const duties = [...session.pack.duties.values()]
    .filter((duty) => mayReadDuty(session, duty))
    .filter(({ require }) => restsOn(require, { session, record, context }))
    .map((duty) => duty.id)
  return { duties, figures }
}

/** Whether the record is among those that a requirement is judged by. */
function restsOn(
  require: Requirement,
  given: { session: Session; record: LedgerRecord; context: { period: string; today: string } },
): boolean {
  const { session, record, context } = given
  const reads = readsOfDuty(require, session.pack.figures) ?? []
  return reads.some((read) => recordsRead(read, [record], context).length > 0)
}
