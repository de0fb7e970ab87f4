import { createHmac } from 'node:crypto'
import type { ClientBase, ClientConfig } from 'pg'

/**
 * The roles of the database. `tables` owns everything and cannot sign in; `migrator` may become
 * it. The server's own role is `app`: it owns nothing and only adds to the log. `signer` reads the
 * log and writes checkpoints; `auditor` reads everything; `totals` reads what units pass upward;
 * `eraser` takes out of a payload what the law wants gone; `auth` and `jobs` have a schema each.
 */
export const roles = {
  tables: 'taizhang_tables',
  migrator: 'taizhang_migrator',
  app: 'taizhang_app',
  signer: 'taizhang_signer',
  auditor: 'taizhang_auditor',
  totals: 'taizhang_totals',
  eraser: 'taizhang_eraser',
  auth: 'taizhang_auth',
  jobs: 'taizhang_jobs',
} as const

/** A role that signs in. */
export type LoginRole = Exclude<keyof typeof roles, 'tables'>

const loginRoles = Object.keys(roles).filter((one): one is LoginRole => one !== 'tables')

/** Schemas by the role that owns them. */
const schemaOwners = { ledger: 'tables', meta: 'tables', jobs: 'jobs', auth: 'auth' } as const

/**
 * The same database under one of our roles. Over the socket of the embedded PostgreSQL no
 * password is asked. Beside a password in DATABASE_URL each role gets one derived from it, so that
 * any number of servers with the same URL agree and none of our roles can work out the URL's own.
 */
export function connectionAs(base: ClientConfig, role: LoginRole): ClientConfig {
  const user = roles[role]
  if (base.connectionString === undefined) {
    const { password, ...rest } = base
    return typeof password === 'string' && password !== ''
      ? { ...rest, user, password: derivedPassword(password, role) }
      : { ...rest, user }
  }
  const url = new URL(base.connectionString)
  const password = passwordOf(base)
  url.searchParams.set('user', user)
  if (password !== null) url.searchParams.set('password', derivedPassword(password, role))
  return { ...base, connectionString: url.href }
}

/**
 * Makes roles, schemas and the right to connect where they are missing, as the login that the
 * operator gave. It must be a superuser, or have CREATEROLE and own the database.
 */
export async function ensureRoles(admin: ClientBase, base: ClientConfig): Promise<void> {
  const password = passwordOf(base)
  await ensureRole(admin, roles.tables, 'NOLOGIN')
  for (const role of loginRoles) await ensureRole(admin, roles[role], 'LOGIN')
  if (password !== null) {
    for (const role of loginRoles) {
      const derived = derivedPassword(password, role)
      await retrying(() => admin.query(`ALTER ROLE ${roles[role]} PASSWORD '${derived}'`))
    }
  }
  await ensureMember(admin, roles.tables, roles.migrator)
  await ensureMayBecome(admin, roles.jobs, roles.migrator)
  for (const owner of ['tables', 'auth', 'jobs'] as const) {
    await ensureMember(admin, roles[owner], null)
  }
  for (const [schema, owner] of Object.entries(schemaOwners)) {
    await admin.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${roles[owner]}`)
  }
  const { rows } = await admin.query<{ name: string }>(
    'SELECT quote_ident(current_database()) AS name',
  )
  const database = rows[0]?.name ?? ''
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
  const logins = loginRoles.map((role) => roles[role]).join(', ')
  await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${logins}`)
  await admin.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
}

async function ensureRole(admin: ClientBase, name: string, login: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  if (rowCount === 1) return
  // Roles belong to the whole cluster: another database of it may be making them this moment.
  await admin.query(`DO $$ BEGIN
    CREATE ROLE ${name} ${login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
}

async function ensureMember(
  admin: ClientBase,
  group: string,
  member: string | null,
): Promise<void> {
  // Who made a role may give it away, but since PostgreSQL 16 not yet act as it: ask for that.
  const { rows } = await admin.query<{ has: boolean }>(
    'SELECT pg_has_role(coalesce($2, current_user)::name, $1::name, $3) AS has',
    [group, member, member === null ? 'SET' : 'MEMBER'],
  )
  if (rows[0]?.has === true) return
  await retrying(() => admin.query(`GRANT ${group} TO ${member ?? 'CURRENT_USER'}`))
}

// The migrator makes the tables of jobs as their role, and holds none of its rights otherwise.
async function ensureMayBecome(admin: ClientBase, group: string, member: string): Promise<void> {
  const { rows } = await admin.query<{ may: boolean }>(
    "SELECT pg_has_role($1::name, $2::name, 'SET') AS may",
    [member, group],
  )
  if (rows[0]?.may === true) return
  await retrying(() => admin.query(`GRANT ${group} TO ${member} WITH INHERIT FALSE, SET TRUE`))
}

// Two databases of one cluster that change the same role meet as "tuple concurrently updated".
async function retrying(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      if ((error as { code?: string }).code !== 'XX000' || tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 * tries))
    }
  }
}

function passwordOf(base: ClientConfig): string | null {
  if (typeof base.password === 'string' && base.password !== '') return base.password
  if (base.connectionString === undefined) return null
  const url = new URL(base.connectionString)
  return url.searchParams.get('password') ?? (decodeURIComponent(url.password) || null)
}

function derivedPassword(password: string, role: LoginRole): string {
  return createHmac('sha256', password).update(`taizhang role ${role}`).digest('hex')
}
