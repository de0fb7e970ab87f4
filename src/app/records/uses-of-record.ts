import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Lacking } from '../../duty/lacking.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { parsePeriod } from '../../ledger/day/period.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { yearFor } from '../../ledger/record/year-of.ts'
import type { Pack } from '../../pack/pack.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'

/** Which figures count a record, and which windows of which duties name it. */
export interface RecordUses {
  /** The year in which figures count it; null where it has no day. */
  readonly year: number | null
  /** Each window that names it, also one of a year beside its own; `period` says of which. */
  readonly duties: readonly { readonly duty: string; readonly period: string }[]
  readonly figures: readonly string[]
  /** Duties that it speaks against, each with what it lacks; null: that it is there at all. */
  readonly against: readonly { readonly duty: string; readonly lacking: Lacking | null }[]
}

/**
 * A record does not know who counts it: the year that it is for is asked, under the pack of that
 * year, which may know nothing of such years and count it nowhere. A duty of another year may name
 * it too: what was sent in January for the year before, a word given when the year was over.
 */
export async function usesOfRecord(
  ports: Pick<AppPorts, 'store' | 'yearBooks'>,
  session: Session,
  id: string,
): Promise<RecordUses> {
  const record = await readRecord(ports, session, id)
  const year = yearFor(session.pack.registers.get(record.register), record)
  if (year === null) return { year, duties: [], figures: [], against: [] }
  const book = await ports.yearBooks.of(session, year)
  const others = yearsBeside(record, { year, pack: book.pack })
  const beside = await Promise.all(others.map((one) => ports.yearBooks.of(session, one)))
  const figures = book.figures().filter(({ records }) => records.includes(id))
  const against = book.standings().filter((standing) => standing.against.includes(id))
  return {
    year,
    figures: figures.map(({ figure }) => figure),
    duties: [book, ...beside].flatMap((one) =>
      one.standings().flatMap((standing) => windowsNaming(id, standing)),
    ),
    against: against.flatMap(({ duty: of }) => {
      const duty = book.pack.duties.get(of)
      return duty ? [{ duty: of, lacking: book.lacking(duty, record) }] : []
    }),
  }
}

function windowsNaming(id: string, { duty, windows }: DutyStanding): RecordUses['duties'] {
  return windows
    .filter(({ records }) => records.includes(id))
    .map(({ period }) => ({ duty, period }))
}

/** Other years whose duties may name the record; opening a year has its price. */
function yearsBeside(
  record: LedgerRecord,
  { year, pack }: { readonly year: number; readonly pack: Pack },
): readonly number[] {
  if (record.register === core.attestation.id) {
    const { period } = coreValues(core.attestation, record.values)
    const attested = typeof period === 'string' ? parsePeriod(period) : null
    return attested === null || attested.year === year ? [] : [attested.year]
  }
  const isReadLater = [...pack.duties.values()]
    .flatMap(({ require }) => readsOfDuty(require, pack.figures) ?? [])
    .some(({ register, since }) => register === record.register && since > 0)
  return isReadLater ? [year + 1] : []
}
