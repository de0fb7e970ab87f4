import type { AppPorts } from './app-ports.ts'
import type { Session } from './ports.ts'
import { readRoster } from './keep-rosters.ts'
import { todayIn } from './today.ts'
import { YearBook, readYearRecords } from './year-book.ts'

/** Opens the book of a year: one read of the organisation at one log position. */
export async function openYearBook(
  ports: Pick<AppPorts, 'store' | 'clock'>,
  session: Session,
  year: number,
): Promise<YearBook> {
  const { pack, org } = session
  return ports.store.read(org.id, async (reader) => {
    const { asOf, records } = await readYearRecords(reader, { pack, year })
    const roster = await readRoster(reader)
    const today = todayIn(org.zone, ports.clock)
    return new YearBook({ session, year, today, asOf, roster, records })
  })
}
