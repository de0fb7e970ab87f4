import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { perSecond } from './measure.ts'

/** The least a durable write can be: one row of these bytes, one commit. */
export interface RawCommits {
  /** One-row commits in a second. */
  rate(load: { clients: number; seconds: number }): Promise<number>
  close(): Promise<void>
}

/** Opens `clients` connections that insert the bodies in turn, each insert a commit of its own. */
export async function openRawCommits(
  connection: ClientConfig,
  { clients, bodies }: { clients: number; bodies: readonly string[] },
): Promise<RawCommits> {
  const open = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client(connection)
      await client.connect()
      return client
    }),
  )
  await open[0]?.query('CREATE TABLE IF NOT EXISTS raw_commit (body text NOT NULL)')
  let turn = 0
  return {
    rate: (load) =>
      perSecond(load, (client) =>
        (open[client] as Client).query({
          name: 'raw',
          text: 'INSERT INTO raw_commit (body) VALUES ($1)',
          values: [bodies[turn++ % bodies.length]],
        }),
      ),
    close: async () => {
      await Promise.all(open.map((client) => client.end()))
    },
  }
}
