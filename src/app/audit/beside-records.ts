import type { Fault } from '../../ledger/fault.ts'
import type { AuditedRecord, LedgerRows } from '../ports/store-ports.ts'
import { collectedDiffers } from './check-collected.ts'
import { missingFacets } from './check-facets.ts'

/** What is stored beside records: what lists find them by, and what was collected of them. */
export interface BesideRecords {
  /** Facets of theirs that are stored. */
  readonly facets: number
  /** Those of them of which something must have been collected. */
  readonly collected: readonly string[]
  readonly faults: readonly Fault[]
}

/** Holds what is stored beside these records against what it is made of. */
export async function besideRecords(
  org: string,
  ledger: LedgerRows,
  records: readonly AuditedRecord[],
): Promise<BesideRecords> {
  const [facets, collected] = await Promise.all([
    missingFacets(org, ledger, records),
    collectedDiffers(org, ledger, records),
  ])
  return {
    facets: facets.found,
    collected: collected.records,
    faults: [...facets.faults, ...collected.faults],
  }
}
