import { randomUUID } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { inject } from 'vitest'
import { cloneDatabase, createDatabase, dropDatabase, migratedTemplate } from './databases.ts'

/** A database of a test's own. */
export interface TestDatabase {
  /** For `new Client(…)` or `new Pool(…)`, as the owner of the cluster. */
  connection: ClientConfig
  drop: () => Promise<void>
}

/**
 * Makes a database for one test file: call in `beforeAll`, and `drop` in `afterAll`.
 * Empty, or with the newest schema if `migrated`: a copy, faster than migrating, and safe where
 * files run at the same time, because the roles it needs were made once for the whole cluster.
 * Or a copy of any `template` that nobody is connected to.
 */
export async function testDatabase({
  migrated = false,
  template = migrated ? migratedTemplate : null,
}: {
  migrated?: boolean
  template?: string | null
} = {}): Promise<TestDatabase> {
  const cluster = inject('cluster')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const connection =
    template === null
      ? await createDatabase(cluster, name)
      : await cloneDatabase(cluster, { name, template })
  return { connection, drop: () => dropDatabase(cluster, name) }
}
