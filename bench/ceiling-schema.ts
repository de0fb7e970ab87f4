import type { ClientConfig } from 'pg'
import { Client } from 'pg'

/** The one organisation of the ceiling. */
export const ceilingOrg = 1

const role = 'bench_ceiling'

const schema = `
DROP ROLE IF EXISTS ${role};
CREATE ROLE ${role} LOGIN;
CREATE TABLE entry (org bigint, seq bigint, body text NOT NULL, hash bytea NOT NULL,
  PRIMARY KEY (org, seq));
CREATE TABLE fact (org bigint, id uuid, kind text NOT NULL, held_on date NOT NULL,
  seq bigint NOT NULL, body jsonb NOT NULL, PRIMARY KEY (org, id));
CREATE INDEX fact_list ON fact (org, kind, held_on, id);
CREATE TABLE tally (org bigint, kind text, month text, n bigint NOT NULL,
  PRIMARY KEY (org, kind, month));
${['entry', 'fact', 'tally']
  .map(
    (table) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organisation ON ${table}
  USING (org = nullif(current_setting('app.org', true), '')::bigint);
GRANT SELECT, INSERT, UPDATE ON ${table} TO ${role};`,
  )
  .join('\n')}`

/** A database beside the product's in the same cluster; answers the way in, as a weak role. */
export async function makeCeilingDatabase(cluster: ClientConfig): Promise<ClientConfig> {
  await run(cluster, ['CREATE DATABASE bench_ceiling'])
  const own = { ...cluster, database: 'bench_ceiling' }
  await run(own, [schema])
  return { ...own, user: role }
}

/** Copies the facts of a unit into the ceiling: the same values, nothing of what proves them. */
export async function fillCeiling(
  cluster: ClientConfig,
  facts: readonly { id: string; values: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  const client = new Client({ ...cluster, database: 'bench_ceiling' })
  await client.connect()
  try {
    const rowsMax = 10_000
    for (let from = 0; from < facts.length; from += rowsMax) {
      const rows = facts.slice(from, from + rowsMax)
      await client.query(
        `INSERT INTO fact
         SELECT ${ceilingOrg}, id, body ->> 'kind', (body ->> 'heldOn')::date, 0, body
         FROM unnest($1::uuid[], $2::jsonb[]) AS given (id, body)`,
        [rows.map(({ id }) => id), rows.map(({ values }) => JSON.stringify(values))],
      )
    }
    await client.query('VACUUM ANALYZE fact')
  } finally {
    await client.end()
  }
}

async function run(connection: ClientConfig, statements: readonly string[]): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
