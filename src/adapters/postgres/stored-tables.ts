import type { ClientBase } from 'pg'

/** The schemas that hold what people put in. */
export const storedSchemas = ['ledger', 'auth', 'jobs'] as const

/** A table of those schemas. */
export interface StoredTable {
  /** With its schema. */
  readonly name: string
  readonly owner: string
  /** Row security binds its owner too. */
  readonly forced: boolean
  /** Types by column. */
  readonly types: ReadonlyMap<string, string>
  /** Tables that its rows point to. */
  readonly refers: readonly string[]
}

/** All of them by name; a table stands after those that its rows point to. */
export async function storedTables(client: ClientBase): Promise<ReadonlyMap<string, StoredTable>> {
  const { rows } = await client.query<{
    name: string
    owner: string
    forced: boolean
    columns: { name: string; type: string }[]
    refers: string[] | null
  }>(
    `SELECT n.nspname || '.' || c.relname AS name, c.relowner::regrole::text AS owner,
       c.relforcerowsecurity AS forced,
       (SELECT json_agg(json_build_object('name', a.attname,
          'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT json_agg(rn.nspname || '.' || r.relname) FROM pg_constraint k
        JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace
        WHERE k.conrelid = c.oid AND k.contype = 'f') AS refers
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    [storedSchemas],
  )
  return inOrder(
    new Map(
      rows.map(({ name, owner, forced, columns, refers }) => [
        name,
        {
          name,
          owner,
          forced,
          refers: refers ?? [],
          types: new Map(columns.map((column) => [column.name, column.type])),
        },
      ]),
    ),
  )
}

function inOrder(tables: ReadonlyMap<string, StoredTable>): ReadonlyMap<string, StoredTable> {
  const order = new Map<string, StoredTable>()
  const take = (name: string): void => {
    const table = tables.get(name)
    if (table === undefined || order.has(name)) return
    for (const other of table.refers) if (other !== name) take(other)
    order.set(name, table)
  }
  for (const name of tables.keys()) take(name)
  return order
}

/**
 * Does some work while row security does not bind the owners of the tables. They may lift it; the
 * transaction that the caller began puts it back before it ends.
 */
export async function withoutForce(
  client: ClientBase,
  tables: ReadonlyMap<string, StoredTable>,
  work: () => Promise<unknown>,
): Promise<void> {
  const force = async (how: 'FORCE' | 'NO FORCE') => {
    for (const { name, owner, forced } of [...tables.values()].toReversed()) {
      const alter = `ALTER TABLE ${quotedName(name)} ${how} ROW LEVEL SECURITY`
      if (forced) await asOwner(client, owner, alter)
    }
  }
  await force('NO FORCE')
  await work()
  await force('FORCE')
  await client.query('RESET ROLE')
}

/** Runs a statement as the owner of what it is about, until the transaction ends. */
export async function asOwner(
  client: ClientBase,
  owner: string,
  text: string,
  values: unknown[] = [],
): Promise<void> {
  await client.query(`SET LOCAL ROLE ${owner}`)
  await client.query(text, values)
}

/** A name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `schema.table` for SQL. */
export function quotedName(name: string): string {
  return name.split('.').map(quoted).join('.')
}
