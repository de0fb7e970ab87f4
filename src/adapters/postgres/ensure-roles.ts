import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { isOnCitus } from './citus.ts'
import { refuseForeign, refuseWithoutRights } from './database-rights.ts'
import type { Role, RoleNames } from './roles.ts'
import {
  loginRoles,
  namesOf,
  ownerOfMeta,
  passwordOf,
  roleNames,
  roles,
  settingsOf,
} from './roles.ts'
import { areUsedElsewhere, regrant, renameRoles } from './take-over-roles.ts'

/** Schemas by the role that owns them. */
export const schemaOwners = {
  ledger: 'tables',
  meta: 'tables',
  jobs: 'jobs',
  auth: 'auth',
} as const satisfies Readonly<Record<string, Role>>

/**
 * Makes roles, their passwords and settings, schemas and the right to connect where they are
 * missing, in the transaction that the caller began as the login that the operator gave: a
 * superuser, or one that has CREATEROLE and owns the database. Roles of the time when all
 * databases of a cluster shared them are renamed, or left to the others where others use them.
 * Refuses with `database.foreign` and `database.rights`.
 */
export async function ensureRoles(admin: ClientBase): Promise<RoleNames> {
  const owner = await ownerOfMeta(admin)
  const found = owner === null ? null : namesOf(owner)
  if (found === null) await refuseForeign(admin, Object.keys(schemaOwners))
  await refuseWithoutRights(admin)
  const isOwn = found !== null && found !== roles
  const names = isOwn ? found : roleNames(`taizhang_${randomBytes(4).toString('hex')}`)
  const isShared = found === roles && (await areUsedElsewhere(admin, roles))
  if (found === roles && !isShared) await renameRoles(admin, roles, names)
  await makeRoles(admin, names)
  // The first migrations name it, and so does the catalogue of a database from the time when all of
  // a cluster shared their roles.
  if (!isOwn) await ensureRole(admin, names.totals, 'NOLOGIN')
  if (isShared) {
    // To take its own tables from the shared owner the login must be able to act as that.
    for (const kind of ['tables', 'auth', 'jobs'] as const) await mayActAs(admin, roles[kind])
    await regrant(admin, roles, names)
  }
  for (const [schema, kind] of Object.entries(schemaOwners)) {
    await admin.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${names[kind]}`)
  }
  await grantConnect(admin, names)
  await setPasswords(admin, names)
  return names
}

/** Takes away the role that the first migrations made rights for, once the last has taken those. */
export async function dropFormerRole(admin: ClientBase, { totals }: RoleNames): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [totals])
  if (rowCount === 0) return
  await admin.query(`REVOKE ALL ON DATABASE ${await databaseName(admin)} FROM ${totals}`)
  await admin.query(`DROP ROLE ${totals}`)
}

const attributes = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION'

async function makeRoles(admin: ClientBase, names: RoleNames): Promise<void> {
  const onCitus = await isOnCitus(admin)
  await ensureRole(admin, names.tables, 'NOLOGIN')
  for (const role of loginRoles) {
    await ensureRole(admin, names[role], 'LOGIN')
    for (const [setting, value] of Object.entries(settingsOf(role, { onCitus }))) {
      await admin.query(`ALTER ROLE ${names[role]} SET ${setting} = '${value}'`)
    }
  }
  await ensureMember(admin, names.tables, names.migrator)
  await ensureMayBecome(admin, names.jobs, names.migrator)
  for (const kind of ['tables', 'auth', 'jobs'] as const) await mayActAs(admin, names[kind])
}

async function ensureRole(admin: ClientBase, name: string, login: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  if (rowCount === 0) await admin.query(`CREATE ROLE ${name} ${login} ${attributes}`)
}

// Who made a role may give it away, but since PostgreSQL 16 not yet act as it: ask for that.
async function mayActAs(admin: ClientBase, group: string): Promise<void> {
  const { rows } = await admin.query<{ has: boolean }>(
    "SELECT pg_has_role($1::name, 'SET') AND pg_has_role($1::name, 'USAGE') AS has",
    [group],
  )
  if (rows[0]?.has !== true) await admin.query(`GRANT ${group} TO CURRENT_USER`)
}

async function ensureMember(admin: ClientBase, group: string, member: string): Promise<void> {
  const { rows } = await admin.query<{ has: boolean }>(
    "SELECT pg_has_role($2::name, $1::name, 'SET') AS has",
    [group, member],
  )
  if (rows[0]?.has !== true) await admin.query(`GRANT ${group} TO ${member}`)
}

// The migrator makes the tables of jobs as their role, and holds none of its rights otherwise.
async function ensureMayBecome(admin: ClientBase, group: string, member: string): Promise<void> {
  const { rows } = await admin.query<{ may: boolean }>(
    "SELECT pg_has_role($1::name, $2::name, 'SET') AS may",
    [member, group],
  )
  if (rows[0]?.may !== true) {
    await admin.query(`GRANT ${group} TO ${member} WITH INHERIT FALSE, SET TRUE`)
  }
}

async function grantConnect(admin: ClientBase, names: RoleNames): Promise<void> {
  const database = await databaseName(admin)
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
  const logins = loginRoles.map((role) => names[role]).join(', ')
  await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${logins}`)
  await admin.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
}

async function databaseName(admin: ClientBase): Promise<string> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT quote_ident(current_database()) AS name',
  )
  return rows[0]?.name ?? ''
}

async function setPasswords(admin: ClientBase, names: RoleNames): Promise<void> {
  await admin.query(`SET LOCAL ROLE ${names.tables}`)
  await admin.query('CREATE TABLE IF NOT EXISTS meta.role_secret (secret text NOT NULL)')
  await admin.query(
    `INSERT INTO meta.role_secret (secret) SELECT $1
     WHERE NOT EXISTS (SELECT FROM meta.role_secret)`,
    [randomBytes(32).toString('hex')],
  )
  const { rows } = await admin.query<{ secret: string }>('SELECT secret FROM meta.role_secret')
  await admin.query('RESET ROLE')
  const secret = rows[0]?.secret ?? ''
  for (const role of loginRoles) {
    const verifier = scramVerifier(passwordOf(role, secret))
    await admin.query(`ALTER ROLE ${names[role]} PASSWORD '${verifier}'`)
  }
}

const scramRounds = 4096

/** What PostgreSQL keeps of a password (RFC 5803), so that the password itself is in no log. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, scramRounds, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${scramRounds}:${salt.toString('base64')}$${stored}:${server}`
}
