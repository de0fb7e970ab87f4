import type { ClientConfig } from 'pg'
import { Client } from 'pg'

/** Makes an empty database `name` beside the one connected to; answers the way into it. */
export async function createDatabase(admin: ClientConfig, name: string): Promise<ClientConfig> {
  await run(admin, `CREATE DATABASE ${quoted(name)}`)
  return { ...admin, database: name }
}

/** Copies database `template`, which nobody may be connected to, into a new one called `name`. */
export async function cloneDatabase(
  admin: ClientConfig,
  { name, template }: { name: string; template: string },
): Promise<ClientConfig> {
  const copy = `TEMPLATE ${quoted(template)} STRATEGY = file_copy`
  await run(admin, `CREATE DATABASE ${quoted(name)} ${copy}`)
  return { ...admin, database: name }
}

/** Drops a database together with the sessions that are still in it; silent when it is gone. */
export async function dropDatabase(admin: ClientConfig, name: string): Promise<void> {
  await run(admin, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)
}

async function run(admin: ClientConfig, statement: string): Promise<void> {
  const client = new Client(admin)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Made once for a run with the newest schema; nobody connects to it. */
export const migratedTemplate = 'taizhang_test_template'

/** Holds the demo unit, once a test of the run has needed it; nobody connects to it. */
export const demoTemplate = 'taizhang_test_demo'

/** The way to a database as the program is told it, in `DATABASE_URL`. */
export function urlOf({ host = '', port, user = '', password, database }: ClientConfig): string {
  const url = new URL(`postgres://localhost:${port}/${database ?? 'postgres'}`)
  url.searchParams.set('host', host)
  url.searchParams.set('user', user)
  if (typeof password === 'string') url.searchParams.set('password', password)
  return url.href
}

/** The parts of a URL, because a database named inside a URL would win over `database`. */
export function clusterOf(text: string): ClientConfig {
  const url = new URL(text)
  return {
    host: decodeURIComponent(url.hostname) || url.searchParams.get('host') || 'localhost',
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  }
}
