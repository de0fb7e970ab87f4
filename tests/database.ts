import { randomUUID } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { inject } from 'vitest'
import { cloneDatabase, createDatabase, dropDatabase } from './databases.ts'

/** A database of a test's own. */
export interface TestDatabase {
  /** For `new Client(…)` or `new Pool(…)`, as the owner of the cluster. */
  connection: ClientConfig
  drop: () => Promise<void>
}

/**
 * Makes a database for one test file: call in `beforeAll`, and `drop` in `afterAll`.
 * It is empty unless `template` names a database to copy, which must have no session open.
 */
export async function testDatabase({
  template = 'template1',
}: {
  template?: string
} = {}): Promise<TestDatabase> {
  const cluster = ownDatabaseless(inject('cluster'))
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const connection = template
    ? await cloneDatabase(cluster, { name, template })
    : await createDatabase(cluster, name)
  return { connection, drop: () => dropDatabase(cluster, name) }
}

// With a URL the name of the database sits inside it and would win over `database`.
function ownDatabaseless(cluster: ClientConfig): ClientConfig {
  if (!cluster.connectionString) return cluster
  const url = new URL(cluster.connectionString)
  return {
    host: decodeURIComponent(url.hostname) || url.searchParams.get('host') || 'localhost',
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
  }
}
