import { createHmac } from 'node:crypto'
import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'

const kinds = [
  ...(['tables', 'migrator', 'app', 'signer', 'auditor'] as const),
  ...(['totals', 'eraser', 'auth', 'jobs'] as const),
] as const

/**
 * A role of the database. `tables` owns everything and cannot sign in; `migrator` may become it.
 * The server's own role is `app`: it owns nothing and only adds to the log. `signer` reads the log
 * and writes checkpoints; `auditor` reads everything; `eraser` takes out of a payload what the law
 * wants gone; `auth` and `jobs` have a schema each. `totals` is gone once the migrations that name
 * it have run.
 */
export type Role = (typeof kinds)[number]

/** A role that signs in. */
export type LoginRole = Exclude<Role, 'tables' | 'totals'>

/** What the roles are called in one database. */
export type RoleNames = Readonly<Record<Role, string>>

/** All roles that sign in. */
export const loginRoles = kinds.filter(
  (one): one is LoginRole => one !== 'tables' && one !== 'totals',
)

/**
 * The names that migrations are written with. Once all databases of a cluster shared the roles of
 * these names; now each has its own, and `inNames` puts those in their place.
 */
export const roles = roleNames('taizhang')

const written = new RegExp(`\\btaizhang_(${kinds.join('|')})\\b`, 'g')

/**
 * Settings that a role has wherever it signs in, and not by its connections: poolers in between
 * drop what those ask for. Lists are read in the order of an index; a database that has gathered no
 * statistics yet takes a unit's 100,000 records for one and would rather sort them, so sorting is
 * the last resort. On Citus a `SET LOCAL` must reach the shards.
 */
export function settingsOf(
  role: LoginRole,
  { onCitus }: { readonly onCitus: boolean },
): Readonly<Record<string, string>> {
  return {
    timezone: 'UTC',
    enable_sort: 'off',
    ...(role === 'auth' ? { search_path: 'auth' } : {}),
    ...(onCitus ? { 'citus.propagate_set_commands': 'local' } : {}),
  }
}

/** SQL written with the names in `roles`, in the names of one database. */
export function inNames(sql: string, names: RoleNames): string {
  return sql.replaceAll(written, (_, kind: Role) => names[kind])
}

/** The names of the roles that share this beginning. */
export function roleNames(prefix: string): RoleNames {
  return Object.fromEntries(kinds.map((kind) => [kind, `${prefix}_${kind}`])) as RoleNames
}

/** Roles belong to the whole cluster, so each database has some of its own: `taizhang_`, its id. */
const ownPrefix = /^taizhang_([0-9a-f]{8})_tables$/

/** Whether a schema `meta` with this owner is ours, in old names or new ones. */
export function namesOf(owner: string): RoleNames | null {
  if (owner === roles.tables) return roles
  const id = idIn(owner)
  return id === null ? null : roleNames(`taizhang_${id}`)
}

/** The id of the installation that is in the names of its roles; null in names that all shared. */
export function installationOf({ tables }: RoleNames): string | null {
  return idIn(tables)
}

function idIn(owner: string): string | null {
  return ownPrefix.exec(owner)?.[1] ?? null
}

/** The owner of the schema `meta`, which knows what the roles are called; null where none is. */
export async function ownerOfMeta(client: ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ owner: string }>(
    `SELECT rolname AS owner FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
     WHERE nspname = 'meta'`,
  )
  return rows[0]?.owner ?? null
}

/** The roles of one database and the way in as each. */
export interface Logins {
  readonly names: RoleNames
  as(role: LoginRole): ClientConfig
}

/**
 * Asks a prepared database for its roles, as the login that the operator gave. Their passwords are
 * derived from a secret that the database keeps: whatever becomes of the operator's own, any number
 * of servers agree, and none of our roles can work out another's.
 */
export async function loginsOf(base: ClientConfig): Promise<Logins> {
  const client = new Client(base)
  await client.connect()
  try {
    const owner = await ownerOfMeta(client)
    const names = owner === null ? null : namesOf(owner)
    const { rows } = await client.query<{ secret: string }>('SELECT secret FROM meta.role_secret')
    const secret = rows[0]?.secret
    if (names === null || secret === undefined) throw new Error('the database is not prepared')
    return { names, as: (role) => connection(base, names[role], passwordOf(role, secret)) }
  } finally {
    await client.end()
  }
}

/** The same database under one of our roles; it must have been prepared by `migrate`. */
export async function connectionAs(base: ClientConfig, role: LoginRole): Promise<ClientConfig> {
  return (await loginsOf(base)).as(role)
}

function connection(base: ClientConfig, user: string, password: string): ClientConfig {
  if (base.connectionString === undefined) return { ...base, user, password }
  // What stands in a connection string wins over what stands beside it.
  const url = new URL(base.connectionString)
  url.searchParams.set('user', user)
  url.searchParams.set('password', password)
  return { ...base, connectionString: url.href }
}

/** The password of a role, from the secret of its database. */
export function passwordOf(role: LoginRole, secret: string): string {
  return createHmac('sha256', secret).update(`taizhang role ${role}`).digest('hex')
}
