import { readsOfDuty } from '../../duty/duty-reads.ts'
import { recordsRead } from '../../ledger/evaluate-figure.ts'
import { readsOfFigure } from '../../ledger/reads.ts'
import type { RegisterRead } from '../../ledger/reads.ts'
import { yearFor } from '../../ledger/year-of.ts'
import { maySee } from '../access/figure-access.ts'
import { sessionUnder } from '../access/session-under.ts'
import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'

/** Which figures count a record, and which duties rest on it. */
export interface RecordUses {
  readonly duties: readonly string[]
  readonly figures: readonly string[]
}

/**
 * Looks at every definition of the pack: a record does not know who counts it. That is the pack of
 * the year that it is for, which may know nothing of such years and count it nowhere.
 */
export async function usesOfRecord(
  ports: Pick<AppPorts, 'store' | 'clock' | 'yearBooks'>,
  session: Session,
  id: string,
): Promise<RecordUses> {
  const record = await readRecord(ports, session, id)
  const year = yearFor(session.pack.registers.get(record.register), record)
  if (year === null) return { duties: [], figures: [] }
  const { pack } = await ports.yearBooks.of(session, year)
  const under = await sessionUnder(ports, session, pack.digest)
  const today = todayIn(session.org.zone, ports.clock)
  const context = { registers: under.pack, period: `${year}`, today }
  const isOpen = (read: RegisterRead) =>
    maySee(under, read) && maySee(session, read, { mayBeGone: true })
  const counts = (read: RegisterRead) =>
    isOpen(read) && recordsRead(read, [record], context).length > 0
  const { figures, duties } = under.pack
  return {
    figures: [...figures.values()].filter((one) => counts(readsOfFigure(one))).map(({ id }) => id),
    duties: [...duties.values()]
      .filter(({ require }) => {
        const reads = readsOfDuty(require, figures) ?? []
        return reads.every(isOpen) && reads.some(counts)
      })
      .map(({ id }) => id),
  }
}
