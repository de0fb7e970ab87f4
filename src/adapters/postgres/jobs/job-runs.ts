import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { HeldRun, JobRunRow, JobRuns, RunOutcome } from '../../../app/ports/job-ports.ts'

/** How long a run belongs to a process that says nothing; it holds on four times within it. */
const heldSeconds = 60
/** A run that killed its process so often is left alone. */
const triesMax = 3
/** Runs of a job that are kept; failures longer, because somebody must see them. */
const runsKept = 100
const failuresKeptDays = 30

interface RunRow {
  job: string
  due_at: string
  started_at: string
  ended_at: string | null
  outcome: RunOutcome | null
  note_zh: string | null
  note_en: string | null
  tries: number
}

/** Runs of jobs in PostgreSQL, over a pool that signs in as `jobs`. */
export function postgresJobRuns(pool: Pool): JobRuns {
  return {
    firstSeen: async (job, now) => {
      const { rows } = await pool.query<{ first_seen: string }>(
        `INSERT INTO jobs.job AS j (id, first_seen) VALUES ($1, $2)
         ON CONFLICT (id) DO UPDATE SET first_seen = j.first_seen RETURNING first_seen`,
        [job, now],
      )
      return rows[0]?.first_seen ?? now
    },
    claim: (run) => claim(pool, run),
    holdOn: async ({ job, dueAt, holder }) => {
      const { rowCount } = await pool.query(
        `UPDATE jobs.run SET held_until = now() + $4 * interval '1 second'
         WHERE job = $1 AND due_at = $2 AND holder = $3 AND outcome IS NULL`,
        [job, dueAt, holder, heldSeconds],
      )
      return rowCount === 1
    },
    end: async ({ job, dueAt, holder }, { outcome, note }) => {
      await pool.query(
        `UPDATE jobs.run SET outcome = $4, note_zh = $5, note_en = $6, ended_at = now()
         WHERE job = $1 AND due_at = $2 AND holder = $3 AND outcome IS NULL`,
        [job, dueAt, holder, outcome, note?.zh ?? null, note?.en ?? null],
      )
      await dropOld(pool, job)
    },
    newest: (limitEach) => newest(pool, limitEach),
  }
}

async function claim(
  pool: Pool,
  { job, dueAt }: { job: string; dueAt: string },
): Promise<HeldRun | null> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('BEGIN')
    const held = await claimLocked(client, { job, dueAt })
    await client.query('COMMIT')
    broken = false
    return held
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    throw error
  } finally {
    client.release(broken)
  }
}

/** Under a lock of the job's own row, so that of two askers the later sees what the first did. */
async function claimLocked(
  client: PoolClient,
  { job, dueAt }: { job: string; dueAt: string },
): Promise<HeldRun | null> {
  await client.query('SELECT FROM jobs.job WHERE id = $1 FOR UPDATE', [job])
  const others = await client.query<{ alive: boolean }>(
    `SELECT held_until > now() AS alive FROM jobs.run WHERE job = $1 AND outcome IS NULL`,
    [job],
  )
  if (others.rows.some(({ alive }) => alive)) return null
  // What a dead process left open is begun again when it is the newest, and else written off.
  await client.query(
    `UPDATE jobs.run SET outcome = 'cut-off', ended_at = now()
     WHERE job = $1 AND outcome IS NULL AND (due_at <> $2 OR tries >= $3)`,
    [job, dueAt, triesMax],
  )
  const holder = randomUUID()
  const { rowCount } = await client.query(
    `INSERT INTO jobs.run AS r (job, due_at, holder, tries, started_at, held_until)
     SELECT $1, $2, $3, 1, now(), now() + $4 * interval '1 second'
     WHERE NOT EXISTS (SELECT FROM jobs.run WHERE job = $1 AND due_at > $2)
     ON CONFLICT (job, due_at) DO UPDATE
       SET holder = $3, tries = r.tries + 1, started_at = now(),
           held_until = now() + $4 * interval '1 second'
       WHERE r.outcome IS NULL`,
    [job, dueAt, holder, heldSeconds],
  )
  return rowCount === 1 ? { job, dueAt, holder } : null
}

async function dropOld(pool: Pool, job: string): Promise<void> {
  await pool.query(
    `DELETE FROM jobs.run WHERE job = $1 AND due_at <
       (SELECT due_at FROM jobs.run WHERE job = $1 ORDER BY due_at DESC OFFSET $2 LIMIT 1)
       AND (outcome = 'done' OR due_at < now() - $3 * interval '1 day')`,
    [job, runsKept, failuresKeptDays],
  )
}

async function newest(pool: Pool, limitEach: number): Promise<readonly JobRunRow[]> {
  const { rows } = await pool.query<RunRow>(
    `SELECT r.* FROM jobs.job j CROSS JOIN LATERAL (
       SELECT job, due_at, started_at, ended_at, outcome, note_zh, note_en, tries
       FROM jobs.run WHERE job = j.id AND (
         outcome IS DISTINCT FROM 'done' AND due_at = (
           SELECT max(due_at) FROM jobs.run WHERE job = j.id AND outcome IN ('failed', 'cut-off'))
         OR due_at >= (SELECT min(due_at) FROM (
           SELECT due_at FROM jobs.run WHERE job = j.id ORDER BY due_at DESC LIMIT $1) newest))
       ORDER BY due_at DESC) r
     ORDER BY r.due_at DESC, r.job`,
    [limitEach],
  )
  return rows.map((row) => ({
    job: row.job,
    dueAt: row.due_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    note: row.note_zh === null ? null : { zh: row.note_zh, en: row.note_en ?? row.note_zh },
    tries: row.tries,
  }))
}
