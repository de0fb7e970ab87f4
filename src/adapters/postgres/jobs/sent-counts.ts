import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { CountSent } from '../../outbound/send-limit.ts'

/** Counts what all servers sent to an address in a minute, over a pool that signs in as `jobs`. */
export function sentCounts(pool: Pool): CountSent {
  return async (address, minute) => {
    await pool.query('DELETE FROM jobs.sent WHERE minute < $1', [minute])
    const { rows } = await pool.query<{ count: number }>(
      `INSERT INTO jobs.sent AS s (address, minute, count) VALUES ($1, $2, 1)
       ON CONFLICT (address, minute) DO UPDATE SET count = s.count + 1 RETURNING count`,
      // Only whether it is the same one matters.
      [createHash('sha256').update(address).digest(), minute],
    )
    return rows[0]?.count ?? 1
  }
}
