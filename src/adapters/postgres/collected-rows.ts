import type { QueryConfig } from 'pg'
import type { CollectedRow } from '../../ledger/core/collected.ts'

const columns = [
  'call',
  'item',
  'record',
  'log',
  'figure',
  'period',
  'step',
  'value',
  'said',
  'verdict',
  'below',
  'answered',
  'lacking',
  'size',
  'root',
  'entry',
] as const satisfies readonly (keyof CollectedRow)[]

/** The columns of a row, as they are read. */
export const collectedColumns = columns.join(', ')

/** Takes away what was collected of records. */
export function deleteCollected(org: number, records: readonly string[]): QueryConfig {
  return {
    name: 'delete-collected',
    text: 'DELETE FROM ledger.collected WHERE org_id = $1 AND record = ANY ($2::uuid[])',
    values: [org, records],
  }
}

/** Adds rows. */
export function insertCollected(org: number, rows: readonly CollectedRow[]): QueryConfig {
  return {
    name: 'insert-collected',
    text: `INSERT INTO ledger.collected (org_id, ${collectedColumns})
           SELECT h.org_id, c.* FROM ledger.log_head h, unnest($2::uuid[], $3::text[], $4::uuid[],
             $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[], $10::text[], $11::text[],
             $12::float8[], $13::int[], $14::int[], $15::bigint[], $16::text[], $17::bigint[]) AS c
           WHERE h.org_id = $1`,
    values: [org, ...columns.map((column) => rows.map((row) => row[column]))],
  }
}
