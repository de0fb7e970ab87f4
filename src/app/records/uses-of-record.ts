import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Lacking } from '../../duty/lacking.ts'
import { dayCounted, yearFor } from '../../ledger/year-of.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { readRecord } from './read-record.ts'

/** Which figures count a record, and in which windows of which duties it speaks. */
export interface RecordUses {
  /** The year in which it is counted; null where it has no day. */
  readonly year: number | null
  readonly duties: readonly { readonly duty: string; readonly period: string | null }[]
  readonly figures: readonly string[]
  /** Duties that it speaks against, each with what it lacks; null: that it is there at all. */
  readonly against: readonly { readonly duty: string; readonly lacking: Lacking | null }[]
}

/**
 * A record does not know who counts it: the year that it is for is asked, under the pack of that
 * year, which may know nothing of such years and count it nowhere.
 */
export async function usesOfRecord(
  ports: Pick<AppPorts, 'store' | 'yearBooks'>,
  session: Session,
  id: string,
): Promise<RecordUses> {
  const record = await readRecord(ports, session, id)
  const declared = session.pack.registers.get(record.register)
  const [year, day] = [yearFor(declared, record), dayCounted(declared, record)]
  if (year === null || day === null) return { year: null, duties: [], figures: [], against: [] }
  const book = await ports.yearBooks.of(session, year)
  const figures = book.figures().filter(({ records }) => records.includes(id))
  const duties = [...book.pack.duties.values()].filter((duty) => book.judging(duty).includes(id))
  return {
    year,
    figures: figures.map(({ figure }) => figure),
    duties: duties.map(({ id: duty }) => ({
      duty,
      period: windowFor(book.standing(duty), id, day),
    })),
    against: duties
      .filter(({ id: duty }) => book.standing(duty)?.against.includes(id))
      .map((duty) => ({ duty: duty.id, lacking: book.lacking(duty, record) })),
  }
}

/** The window that names the record, else that of its day; null where the duty has no windows. */
function windowFor(standing: DutyStanding | null, id: string, day: string): string | null {
  const windows = standing?.windows ?? []
  const own =
    windows.find(({ records }) => records.includes(id)) ??
    windows.find(({ from, to }) => from <= day && day <= to)
  return own?.period ?? null
}
