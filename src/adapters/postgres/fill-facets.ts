import type { ClientBase } from 'pg'
import { recordFacets } from '../../ledger/record/facet.ts'
import type { Values } from '../../ledger/value.ts'
import { insertFacets } from './facet-rows.ts'

/** Records of one transaction: what a server may wait for that writes meanwhile. */
const batchRecords = 1_000

interface UnfilledRow {
  readonly id: string
  readonly register: string
  readonly day: string | null
  readonly late_days: number
  readonly values: Values
  readonly title: string
}

/**
 * Writes the facets of the next records that have none, as the owner of the tables. Answers whether
 * some may be left. Whatever ends it between two batches, it goes on where it was.
 */
export async function fillFacets(client: ClientBase): Promise<boolean> {
  // Another server that started with this one may have finished it.
  const { rows: tables } = await client.query("SELECT to_regclass('meta.facet_fill') AS name")
  if (tables[0]?.name === null) return false
  const { rows: waiting } = await client.query<{ org_id: number; after: string | null }>(
    'SELECT org_id, after FROM meta.facet_fill ORDER BY org_id LIMIT 1 FOR UPDATE',
  )
  const [next] = waiting
  if (next === undefined) return false
  const org = Number(next.org_id)
  await client.query(`SET LOCAL app.org = '${org}'`)
  // Whoever writes holds this row: none of these records changes before the batch is committed.
  await client.query('SELECT FROM ledger.log_head WHERE org_id = $1 FOR UPDATE', [org])
  const { rows } = await client.query<UnfilledRow>(
    `SELECT id, register, occurred_on::text AS day, late_days, values, title FROM ledger.record
     WHERE org_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [org, next.after, batchRecords],
  )
  const facets = rows.flatMap(({ title, day, late_days: lateDays, ...row }) =>
    recordFacets({ ...row, occurredOn: day, lateDays }, title),
  )
  if (facets.length > 0) await client.query(insertFacets(org, facets))
  const last = rows.at(-1)
  if (last === undefined) await client.query('DELETE FROM meta.facet_fill WHERE org_id = $1', [org])
  else await client.query('UPDATE meta.facet_fill SET after = $2 WHERE org_id = $1', [org, last.id])
  return true
}
