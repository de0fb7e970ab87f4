import type { Fault } from '../../ledger/fault.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import { facetKey, recordFacets } from '../../ledger/record/facet.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AuditedRecord, LedgerRows } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'

/** Rows read at once. */
const pageFacets = 5_000
const pageRecords = 2_000

/** The facets that these records must have. */
export function facetsOfRecords(records: readonly AuditedRecord[]): readonly RecordFacet[] {
  return records.flatMap(({ record, title }) => recordFacets(record, title))
}

/**
 * What facets come to: of each the first eight bytes of a hash under a key that was drawn for one
 * check, as a number. Nobody who changed the stored ones knew it, so that equal sums are equal
 * facets, where looking each up goes through the whole index once for every few records.
 */
export function facetSum(
  { sha256 }: Pick<LogCrypto, 'sha256'>,
  key: string,
  facets: readonly RecordFacet[],
): bigint {
  return facets.reduce((sum, facet) => sum + firstBytes(sha256(`${key} ${facetKey(facet)}`)), 0n)
}

function firstBytes({ buffer, byteOffset }: Uint8Array): bigint {
  return new DataView(buffer, byteOffset).getBigInt64(0)
}

/** Looks each of these facets up. */
export async function missingFacets(
  org: string,
  ledger: Pick<LedgerRows, 'missingFacets'>,
  expected: readonly RecordFacet[],
): Promise<readonly Fault[]> {
  if (expected.length === 0) return []
  const missing = await ledger.missingFacets(expected)
  return missing.map((one) => faultOf(org, 'facet.missing', one))
}

/** Every difference between the facets of all stored records and those that are stored. */
export async function differingFacets(org: string, ledger: LedgerRows): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  let after: string | null = null
  do {
    const page: readonly AuditedRecord[] = await ledger.records({
      after,
      count: pageRecords,
      since: 0,
    })
    for (const one of await missingFacets(org, ledger, facetsOfRecords(page))) faults.push(one)
    after = page.at(-1)?.record.id ?? null
  } while (after !== null)
  return [...faults, ...(await strayFacets(org, ledger))]
}

async function strayFacets(org: string, ledger: LedgerRows): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  let after: RecordFacet | null = null
  for (;;) {
    const page: readonly RecordFacet[] = await ledger.facets(after, pageFacets)
    const records = await ledger.recordsById([...new Set(page.map(({ id }) => id))])
    const known = new Set(facetsOfRecords(records).map(facetKey))
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
