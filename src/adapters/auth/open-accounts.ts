import { randomBytes } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { Pool } from 'pg'
import type { Accounts } from '../../app/ports/account-ports.ts'
import type { CalendarFeeds } from '../../app/ports/feed-ports.ts'
import type { PasskeyCeremonies } from '../../app/ports/passkey-ports.ts'
import { connectionAs } from '../postgres/roles.ts'
import { accessTokens } from './access-tokens.ts'
import { migrateAuth } from './auth-schema.ts'
import { calendarFeeds } from './calendar-feeds.ts'
import { callersKeptMs, keepCallers } from './kept-callers.ts'
import { knownBrowsers } from './known-browsers.ts'
import { memberships } from './memberships.ts'
import { oneTimeLinks } from './one-time-links.ts'
import { passkeyCeremonies } from './passkey-ceremonies.ts'
import { passwordHashing } from './password-hash.ts'
import { passwords } from './passwords.ts'
import { provingPasswords } from './prove-password.ts'
import { sessions } from './sessions.ts'

/** Accounts on PostgreSQL, until `close`. */
export interface OpenAccounts {
  readonly accounts: Accounts
  readonly feeds: CalendarFeeds
  readonly passkeys: PasskeyCeremonies
  close(): Promise<void>
}

const connectionsMax = 8
/** Changes of roles under way, over all organisations. */
const changesMax = 2

/**
 * Opens accounts, sessions, links and tokens under the role that owns the schema `auth`. The
 * database must have been brought to the newest schema before, which makes that role.
 */
export async function openAccounts({
  base,
  passwordCost,
  keptMs = callersKeptMs,
}: {
  base: ClientConfig
  /** What hashing a new password costs. */
  passwordCost: number
  /** How long callers are kept at most; longer for tests of what drops them before. */
  keptMs?: number
}): Promise<OpenAccounts> {
  const auth = await connectionAs(base, 'auth')
  await migrateAuth(auth)
  const pool = poolOf(auth, connectionsMax)
  // Whoever waits for a turn holds a connection, and must not take one that the work needs.
  const turnsPool = poolOf(auth, changesMax)
  const hashing = passwordHashing(passwordCost)
  const kept = keepCallers({ ...auth, application_name: 'taizhang sign-in' }, { keptMs, pool })
  const inside = { pool, turnsPool, kept, secret: await turnsSecret(pool), hashing }
  return {
    accounts: {
      ...passwords(inside),
      ...provingPasswords(inside),
      ...knownBrowsers(inside),
      ...sessions(inside),
      ...oneTimeLinks(inside),
      ...memberships(inside),
      ...accessTokens(inside),
    },
    feeds: calendarFeeds(inside),
    passkeys: passkeyCeremonies(inside),
    close: async () => {
      await Promise.all([pool.end(), turnsPool.end(), kept.close()])
    },
  }
}

function poolOf(auth: ClientConfig, max: number): Pool {
  const pool = new Pool({
    ...auth,
    max,
    application_name: 'taizhang sign-in',
  })
  // An idle connection that breaks is replaced at the next query; nobody waits for it.
  pool.on('error', () => {})
  return pool
}

// All servers share it: a turn that one gave out is good at another.
async function turnsSecret(pool: Pool): Promise<string> {
  const made = randomBytes(32).toString('base64url')
  const { rows } = await pool.query<{ value: string }>(
    `insert into auth.secret as s (name, value) values ('turns', $1)
     on conflict (name) do update set value = s.value returning value`,
    [made],
  )
  return rows[0]?.value ?? made
}
