import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import { countedRecords, recordsRead } from '../../ledger/evaluate-figure.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { yearFor } from '../../ledger/year-of.ts'
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
  const year = yearFor(session.pack.registers.get(record.register), record)
  if (year === null) return { duties: [], figures: [] }
  const today = todayIn(session.org.zone, ports.clock)
  const context = { registers: session.pack, period: `${year}`, today }
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
  given: {
    readonly session: Session
    readonly record: LedgerRecord
    readonly context: Parameters<typeof recordsRead>[2]
  },
): boolean {
  const { session, record, context } = given
  const reads = readsOfDuty(require, session.pack.figures) ?? []
  return reads.some((read) => recordsRead(read, [record], context).length > 0)
}
