import { facetKey, recordFacets } from '../../ledger/facet.ts'
import type { RecordFacet } from '../../ledger/facet.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AuditedRecord, LedgerRows } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Rows read at once. */
const pageFacets = 5_000

/** Counts again what records are found by. */
export interface FacetRecount {
  /** Facets of these records that are not stored. */
  missing(records: readonly AuditedRecord[]): Promise<readonly Fault[]>
  /** Once all records have been looked at: facets that no record has. */
  stray(): Promise<readonly Fault[]>
}

/** Holds the stored facets of an organisation against those of its records, page by page. */
export function recountFacets(org: string, ledger: LedgerRows): FacetRecount {
  let found = 0
  return {
    missing: async (records) => {
      if (records.length === 0) return []
      const expected = records.flatMap(({ record, title }) => recordFacets(record, title))
      const missing = await ledger.missingFacets(expected)
      found += expected.length - missing.length
      return missing.map((one) => faultOf(org, 'facet.missing', one))
    },
    // A facet is stored once or not at all: as many as were found, and there are no others.
    stray: async () => (found === (await ledger.facetCount()) ? [] : strayFacets(org, ledger)),
  }
}

async function strayFacets(org: string, ledger: LedgerRows): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  let after: RecordFacet | null = null
  for (;;) {
    const page: readonly RecordFacet[] = await ledger.facets(after, pageFacets)
    const records = await ledger.recordsById([...new Set(page.map(({ id }) => id))])
    const known = new Set(
      records.flatMap(({ record, title }) => recordFacets(record, title)).map(facetKey),
    )
    for (const one of page)
      if (!known.has(facetKey(one))) faults.push(faultOf(org, 'facet.stray', one))
    after = page.at(-1) ?? null
    if (after === null) return faults
  }
}

// What the facet says may have been erased: it is not repeated.
function faultOf(
  org: string,
  code: 'facet.missing' | 'facet.stray',
  { register, field, id }: RecordFacet,
): Fault {
  const isMissing = code === 'facet.missing'
  return difference(org, ['facet', id], {
    code,
    text: {
      zh: `台账 ${register} 记录 ${id} 的 ${field} ${isMissing ? '缺少索引' : '有多余的索引'}。`,
      en: isMissing
        ? `The index of ${register} does not find record ${id} by its ${field}.`
        : `The index of ${register} finds record ${id} by a ${field} that it does not have.`,
    },
  })
}
