import type { Fault } from '../../ledger/fault.ts'
import { sizeOf } from './checked-position.ts'
import type { Examined } from './walk-entries.ts'

/**
 * Holds the index of the search against the texts of the records, part by part. What it says of an
 * entry that a newer one has followed finds nothing and is no difference.
 */
export async function checkSearch({
  checks,
  ledger,
  pieces,
  since,
}: Pick<Examined, 'checks' | 'ledger' | 'pieces' | 'since'>): Promise<readonly Fault[]> {
  const parts = (await ledger.searchParts()).filter(({ to }) => to > sizeOf(since))
  const begun: Promise<readonly Fault[]>[] = []
  const found: (readonly Fault[])[] = []
  for (const { from, to } of parts) {
    const faults = checks.search({ ...pieces, from, to })
    faults.catch(() => {})
    begun.push(faults)
    if (begun.length >= checks.atOnce) found.push((await begun.shift()) ?? [])
  }
  return [...found, ...(await Promise.all(begun))].flat()
}
