import { todayIn } from '../organisation/today.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'

/** A year is part of a demo's story when it holds at least this share of the fullest one. */
const storyShare = 0.25

/**
 * The year a page opens on: the running one; of a demo, whose story may be years old, the newest
 * one in which much happened. A visitor's own records do not move it.
 */
export async function openingYear(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  org: Organisation,
): Promise<number> {
  const thisYear = Number(todayIn(org.zone, clock).slice(0, 4))
  if (org.kind !== 'demo') return thisYear
  const years = await store.read(org.id, (reader) => reader.recordYears())
  const fullest = years.reduce((most, { records }) => Math.max(most, records), 0)
  const told = years.filter(({ records }) => records > 0 && records >= fullest * storyShare)
  return told.at(-1)?.year ?? thisYear
}
