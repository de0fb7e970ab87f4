import type { Pool } from 'pg'
import type { StartEvidence } from '../../append/judge-clock.ts'
import { newestOf } from './entry-moment.ts'
import { readOrganisations } from './organisations.ts'
import { withinOrganisation } from './within-organisation.ts'

/** What the database knows of the time: its own clock, and the newest entry of a real unit. */
export async function startEvidence(pool: Pool): Promise<StartEvidence> {
  const { rows } = await pool.query<{ ms: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
  )
  let newestMs: number | null = null
  for (const { id, kind } of await readOrganisations(pool)) {
    if (kind !== 'real') continue
    const last = await withinOrganisation(pool, { org: id, mode: 'read' }, newestOf)
    if (last !== null) newestMs = Math.max(newestMs ?? 0, Date.parse(last))
  }
  return { databaseMs: rows[0]?.ms ?? null, newestMs }
}
