import type { Adoption } from '../../app/ports/store-ports.ts'
import { partsOfPayload } from '../../append/prepare-write.ts'
import { recordAfter, withPayload } from '../../ledger/record/fold.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { toBase64 } from '../../log/base64.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { StoredEntryRow } from './stored-entry.ts'
import { fieldsOf, storedEntry, storedEntryColumns, storedEntryFrom } from './stored-entry.ts'
import type { Scope } from './within-organisation.ts'

interface PastRow
  extends Pick<StoredEntryRow, 'index' | 'leaf' | 'leaf_hash' | 'fields' | 'erased'> {
  first_index: number
  first_leaf: string
}

/**
 * The live records of registers as they stood when the log had `size` entries: each as the last
 * entry below that number left it, since every entry carries its record whole. What was erased
 * later is gone here too.
 */
export async function readRecordsAsOf(
  scope: Scope,
  { size, registers }: { readonly size: number; readonly registers: readonly string[] },
): Promise<readonly LedgerRecord[]> {
  const rows = await scope.rows<PastRow>({
    name: 'records-as-of',
    text: `SELECT e.index, e.leaf, e.leaf_hash, p.fields, p.erased,
                  b.index AS first_index, b.leaf AS first_leaf
           FROM (SELECT record, max(version) AS version FROM ledger.entry
                 WHERE org_id = $1 AND index < $2 AND register = ANY ($3::text[])
                 GROUP BY record) newest
           JOIN ledger.entry e
             ON e.org_id = $1 AND e.record = newest.record AND e.version = newest.version
           JOIN ledger.entry b ON b.org_id = $1 AND b.record = newest.record AND b.version = 1
           LEFT JOIN ledger.payload p ON p.org_id = $1 AND p.index = e.index
           ORDER BY e.index`,
    values: [scope.org, size, registers],
  })
  return rows.flatMap((row): readonly LedgerRecord[] => {
    const leaf = JSON.parse(row.leaf) as Leaf
    const first = JSON.parse(row.first_leaf) as Leaf
    const begun = { firstEntry: row.first_index, firstRecordedAt: first.recordedAt }
    const hash = toBase64(row.leaf_hash)
    const record = recordAfter(begun, { index: row.index, leaf, hash })
    if (record?.state !== 'live') return []
    return [withPayload(record, partsOfPayload(fieldsOf(row) ?? {}))]
  })
}

/** The entries from `from` on by which the organisation took a pack as its own, in order. */
export async function readAdoptions(scope: Scope, from: number): Promise<readonly Adoption[]> {
  const rows = await scope.rows<StoredEntryRow>({
    name: 'read-adoptions',
    text: `SELECT ${storedEntryColumns} FROM ${storedEntryFrom}
           WHERE e.org_id = $1 AND e.index >= $2 AND e.kind = 'adopt' ORDER BY e.index`,
    values: [scope.org, from],
  })
  return rows.map(storedEntry).flatMap(({ index, leaf, values: adopted }): readonly Adoption[] => {
    const digest = adopted?.['digest']
    return typeof digest === 'string' ? [{ index, digest, recordedAt: leaf.recordedAt }] : []
  })
}

/** Entries of whole years by the month in which they were written, in the organisation's zone. */
export async function countEntriesByMonth(
  scope: Scope,
  asked: { readonly zone: string; readonly size: number; readonly years: readonly number[] },
): Promise<ReadonlyMap<string, number>> {
  const { zone, size, years } = asked
  const rows = await scope.rows<{ month: string; count: number }>({
    name: 'entries-by-month',
    text: `SELECT to_char(recorded_at AT TIME ZONE $3, 'YYYY-MM') AS month, count(*)::integer AS count
           FROM ledger.entry
           WHERE org_id = $1 AND index < $2
             AND extract(year FROM recorded_at AT TIME ZONE $3) = ANY ($4::integer[])
           GROUP BY 1`,
    values: [scope.org, size, zone, years],
  })
  return new Map(rows.map(({ month, count }) => [month, count]))
}
