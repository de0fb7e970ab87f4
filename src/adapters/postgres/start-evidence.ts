import type { Pool } from 'pg'
import type { StartEvidence } from '../../append/judge-clock.ts'
import type { OpenedAllLogs } from './all-logs.ts'

/** What the database knows of the time: its own clock, and the newest entry of a real unit. */
export async function startEvidence(
  pool: Pool,
  allLogs: Pick<OpenedAllLogs, 'newest'>,
): Promise<StartEvidence> {
  const { rows } = await pool.query<{ ms: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
  )
  const newest = await allLogs.newest()
  return {
    databaseMs: rows[0]?.ms ?? null,
    newestMs: newest === null ? null : Date.parse(newest),
  }
}
