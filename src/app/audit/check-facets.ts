import type { Fault } from '../../ledger/fault.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import { facetKey, recordFacets } from '../../ledger/record/facet.ts'
import type { AuditedRecord, LedgerRows } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Rows read at once. */
const pageFacets = 5_000

/** Holds the facets of these records against the stored ones. */
export async function missingFacets(
  org: string,
  ledger: LedgerRows,
  records: readonly AuditedRecord[],
): Promise<{ readonly found: number; readonly faults: readonly Fault[] }> {
  const expected = records.flatMap(({ record, title }) => recordFacets(record, title))
  if (expected.length === 0) return { found: 0, faults: [] }
  const missing = await ledger.missingFacets(expected)
  return {
    found: expected.length - missing.length,
    faults: missing.map((one) => faultOf(org, 'facet.missing', one)),
  }
}

/**
 * Facets that no record has, where the facets of all records were looked for and `found`: one is
 * stored once or not at all, so where there are as many there are no others.
 */
export async function strayFacets(
  org: string,
  ledger: LedgerRows,
  found: number,
): Promise<readonly Fault[]> {
  if (found === (await ledger.facetCount())) return []
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
