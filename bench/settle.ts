import { connected } from '../src/adapters/postgres/connected.ts'
import type { Bench } from './in-process.ts'

/**
 * Does what a server and its database do by themselves within hours of so many writes, and would
 * do in the middle of what is measured next: units are indexed for search (`index-search`, at each
 * full hour), PostgreSQL goes through its new rows and writes its pages.
 */
export async function settle({ ports, connection }: Bench): Promise<void> {
  for (const { id } of await ports.organisations.all()) await ports.store.indexSearch(id)
  await connected(connection, async (client) => {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  })
}
