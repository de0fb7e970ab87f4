import type { Fault } from '../../ledger/fault.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AuditedRecord, LedgerRows } from '../ports/audit-ports.ts'
import { collectedDiffers } from './check-collected.ts'
import { facetSum, facetsOfRecords, missingFacets } from './check-facets.ts'

/** What is stored beside records: what lists find them by, and what was collected of them. */
export interface BesideRecords {
  /** What the facets that they must have come to; 0 where each was looked up. */
  readonly facets: bigint
  /** Those of them of which something must have been collected. */
  readonly collected: readonly string[]
  readonly faults: readonly Fault[]
}

/** How a check looks at what stands beside records. */
export interface BesideLook {
  readonly crypto: LogCrypto
  readonly ledger: LedgerRows
  readonly organisation: { readonly publicId: string }
  /**
   * Under which a check of everything sums facets, which are held against the sum of all that are
   * stored; null: some records are looked at, and each of their facets is looked up.
   */
  readonly sumKey: string | null
}

/** Holds what is stored beside these records against what it is made of. */
export async function besideRecords(
  { crypto, ledger, organisation: { publicId: org }, sumKey }: BesideLook,
  records: readonly AuditedRecord[],
): Promise<BesideRecords> {
  const expected = facetsOfRecords(records)
  const [facets, collected] = await Promise.all([
    sumKey === null ? missingFacets(org, ledger, expected) : [],
    collectedDiffers(org, ledger, records),
  ])
  return {
    facets: sumKey === null ? 0n : facetSum(crypto, sumKey, expected),
    collected: collected.records,
    faults: [...facets, ...collected.faults],
  }
}
