import type { Pool } from 'pg'
import type { Instances, SeenInstance } from '../../../app/ports/instance-ports.ts'

/** A server says so three times within it; then it counts as gone. */
const hereSeconds = 90

interface InstanceRow extends Omit<SeenInstance, 'startedAt' | 'seenAt' | 'isHere'> {
  readonly started_at: string
  readonly seen_at: string
  readonly is_here: boolean
}

/** Servers of one database, over a pool that signs in as `jobs`. */
export function postgresInstances(pool: Pool): Instances {
  return {
    tell: async ({ id, startedAt, version, schema, pack, address, lacks, doubt }) => {
      await pool.query(
        `INSERT INTO jobs.instance
           (id, started_at, seen_at, version, schema, pack, address, lacks, doubt)
         VALUES ($1, $2, now(), $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, pack = excluded.pack,
           lacks = excluded.lacks, doubt = excluded.doubt`,
        [id, startedAt, version, schema, pack, address, lacks, doubt && JSON.stringify(doubt)],
      )
      await pool.query("DELETE FROM jobs.instance WHERE seen_at < now() - interval '1 day'")
    },
    forget: async (id) => {
      await pool.query('DELETE FROM jobs.instance WHERE id = $1', [id])
    },
    all: async () => {
      const { rows } = await pool.query<InstanceRow>(
        `SELECT id, started_at, seen_at, version, schema, pack, address, lacks, doubt,
           seen_at > now() - make_interval(secs => $1) AS is_here
         FROM jobs.instance ORDER BY started_at, id`,
        [hereSeconds],
      )
      return rows.map(({ started_at: startedAt, seen_at: seenAt, is_here: isHere, ...row }) => ({
        ...row,
        startedAt,
        seenAt,
        isHere,
      }))
    },
  }
}
