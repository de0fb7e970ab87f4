import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { refuse } from '../../ledger/fault.ts'

// NIST 800-63B and OWASP: slow a guesser down without ever locking the owner out for good. The
// counters stand in the database, so that a restart does not give a guesser a fresh start.
const freeFailures = 4
// Longer than a hash takes on a busy machine: the wait runs from when the try was admitted.
const firstWaitMs = 5000
const waitMsMax = 15 * 60 * 1000
const perAddress = { tokens: 30, perSecond: 0.5 }
const everybody = { tokens: 200, perSecond: 10 }

/**
 * Takes a place for one try, or refuses with `sign-in.wait`, the same for unknown names. The try
 * counts as a failure until it succeeds, so that many at once get no more guesses than one by one:
 * from the fifth on the wait doubles, to a quarter of an hour.
 */
export async function admitTry(
  pool: Pool,
  attempt: { username: string; address: string },
): Promise<void> {
  await take(pool, `address ${attempt.address}`, perAddress)
  await take(pool, 'everybody', everybody)
  const name = nameHash(attempt.username)
  const admitted = await pool.query(
    `insert into auth.failure as f (name_hash, count, wait_until) values ($1, 1, now())
     on conflict (name_hash) do update set count = least(f.count + 1, 1000),
       wait_until = now()
         + least($2::float8 * power(2, greatest(0, least(f.count - $3::int, 30))), $4)
         * interval '1 millisecond' * (f.count >= $3::int)::int
     where f.wait_until <= now()`,
    [name, firstWaitMs, freeFailures, waitMsMax],
  )
  if (admitted.rowCount === 1) return
  const held = await pool.query<{ ms: string }>(
    `select extract(epoch from wait_until - now()) * 1000 as ms
     from auth.failure where name_hash = $1`,
    [name],
  )
  wait(Number(held.rows[0]?.ms ?? 0))
}

/** The owner is back: forget the failures. */
export async function forgetFailures(pool: Pool, username: string): Promise<void> {
  await pool.query('delete from auth.failure where name_hash = $1', [nameHash(username)])
}

// Names that do not exist are counted too, and people type passwords into the wrong field.
function nameHash(username: string): Buffer {
  return createHash('sha256').update(username).digest()
}

async function take(
  pool: Pool,
  name: string,
  bucket: { tokens: number; perSecond: number },
): Promise<void> {
  const seconds = await secondsToWait(pool, name, bucket)
  if (seconds > 0) wait(seconds * 1000)
}

/** Takes a token from the bucket of this name; 0 where there was one, else how long to wait. */
export async function secondsToWait(
  pool: Pool,
  name: string,
  bucket: { tokens: number; perSecond: number },
): Promise<number> {
  const { rows } = await pool.query<{ tokens: number }>(
    `insert into auth.bucket as b (name, tokens, at) values ($1, $2::float8 - 1, now())
     on conflict (name) do update set at = now(), tokens = greatest(-1,
       least($2::float8, b.tokens + extract(epoch from now() - b.at) * $3::float8) - 1)
     returning tokens`,
    [name, bucket.tokens, bucket.perSecond],
  )
  const left = rows[0]?.tokens ?? 0
  return left < 0 ? Math.max(1, Math.ceil(-left / bucket.perSecond)) : 0
}

function wait(ms: number): never {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return refuse('sign-in.wait', {
    text: {
      zh: `登录失败次数过多，请 ${seconds} 秒后再试。`,
      en: `Too many failed sign-ins. Try again in ${seconds} seconds.`,
    },
    hint: {
      zh: '忘记密码时，请管理员重发一次性链接。',
      en: 'If you forgot the password, ask the administrator for a new one-time link.',
    },
  })
}
