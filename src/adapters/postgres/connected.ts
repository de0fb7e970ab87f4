import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'

/** Does some work over a connection of its own, which is closed whatever becomes of it. */
export async function connected<T>(
  config: ClientConfig,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  const client = new Client(config)
  // The statement under way hears of a lost connection; without a listener the process would end.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
