import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/**
 * The year a page opens on: the running one. A demo is told up to the day on which it was opened
 * and goes on only as its visitors write, so that one of last year opens on last year.
 */
export async function openingYear(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  org: Organisation,
): Promise<number> {
  const thisYear = Number(todayIn(org.zone, clock).slice(0, 4))
  if (org.kind !== 'demo') return thisYear
  const years = await store.read(org.id, (reader) => reader.recordYears())
  const told = years.filter(({ year, records }) => records > 0 && year <= thisYear)
  return told.at(-1)?.year ?? thisYear
}
