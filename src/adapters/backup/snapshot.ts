import { crc32 } from 'node:zlib'
import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'
import { refuse } from '../../ledger/fault.ts'
import { policyExpression } from '../postgres/migrations/0002-policies.ts'
import type { LoginRole } from '../postgres/roles.ts'
import { loginsOf } from '../postgres/roles.ts'
import { quoted, quotedName } from '../postgres/stored-tables.ts'
import { noOrganisation } from '../postgres/trail.ts'

/** Who reads a schema for a backup: roles that may read all of it and that exist anyway. */
const readers = {
  ledger: 'auditor',
  meta: 'migrator',
  auth: 'auth',
  jobs: 'jobs',
} as const satisfies Readonly<Record<string, LoginRole>>

type Schema = keyof typeof readers

/**
 * What no backup carries: sign-ins under way, one-time links and known browsers, so that none comes
 * to life again with an old copy; and the list of migrations, which the place that is restored to
 * makes itself.
 */
const leftOut = new Set([
  'auth.session',
  'auth.verification',
  'auth.link',
  'auth.bucket',
  'auth.failure',
  'auth.browser',
  // Servers that are here now are not those of the place where a copy is put back.
  'jobs.instance',
  'jobs.sent',
  'ledger.draft_reader',
  // The secret of the roles' passwords belongs to one database, and no copy may carry it.
  'meta.migration',
  'meta.role_secret',
])

/** Tables whose own key is drawn by chance: there the log says what is new. */
const orders: ReadonlyMap<string, readonly string[]> = new Map([
  ['ledger.record', ['org_id', 'first_entry', 'id']],
])

/** A table and how it is read. */
export interface SnapshotTable {
  /** With its schema. */
  readonly name: string
  readonly columns: readonly string[]
  /** Columns that tell its rows apart, in an order in which new rows come last where they can. */
  readonly key: readonly string[]
  readonly client: ClientBase
  /** Numbers of organisations whose rows are read one after another; null reads all at once. */
  readonly byOrganisation: readonly string[] | null
}

/** The whole database at one moment. */
export interface Snapshot {
  readonly tables: readonly SnapshotTable[]
  readonly sequences: readonly { readonly name: string; readonly value: string }[]
  client(schema: Schema): ClientBase
}

/**
 * Sees the whole database at one moment while others write: each role reads in a transaction of
 * its own, all in the same exported snapshot. Refuses with `backup.table` when a table could not
 * be read whole, because a backup that leaves rows out silently is worse than none.
 */
export async function withSnapshot<T>(
  base: ClientConfig,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const clients = new Map<Schema, Client>()
  try {
    const logins = await loginsOf(base)
    let exported: string | null = null
    for (const schema of Object.keys(readers) as Schema[]) {
      const client = await begin(logins.as(readers[schema]), exported)
      clients.set(schema, client)
      exported ??= await exportedBy(client)
    }
    const of = (schema: Schema): ClientBase => {
      const client = clients.get(schema)
      if (client === undefined) throw new Error(`nobody reads schema ${schema}`)
      return client
    }
    const organisations = await organisationsIn(of('ledger'))
    const tables: SnapshotTable[] = []
    const sequences: { name: string; value: string }[] = []
    for (const schema of clients.keys()) {
      tables.push(...(await tablesIn(of(schema), { schema, organisations })))
      sequences.push(...(await sequencesIn(of(schema), schema)))
    }
    return await work({ tables, sequences, client: of })
  } finally {
    await Promise.allSettled([...clients.values()].map((client) => client.end()))
  }
}

// Everything is carried as the text PostgreSQL writes; settings fix how it writes it.
const asText = [
  "timezone = 'UTC'",
  "datestyle = 'ISO'",
  "intervalstyle = 'postgres'",
  "bytea_output = 'hex'",
]

async function begin(config: ClientConfig, exported: string | null): Promise<Client> {
  const client = new Client({
    ...config,
    application_name: 'taizhang backup',
    types: { getTypeParser: () => (text: string) => text },
  })
  client.on('error', () => {})
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  for (const setting of asText) await client.query(`SET LOCAL ${setting}`)
  if (exported !== null) {
    await client.query(`SET TRANSACTION SNAPSHOT '${exported.replaceAll("'", '')}'`)
  }
  return client
}

async function exportedBy(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id')
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the database exported no snapshot')
  return id
}

async function organisationsIn(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ org_id: string }>(
    'SELECT org_id FROM ledger.organisation ORDER BY org_id',
  )
  return [String(noOrganisation), ...rows.map(({ org_id }) => org_id)]
}

interface TableRow {
  readonly name: string
  readonly columns: string
  readonly key: string | null
  /** How much of it the role sees: everything, one organisation at a time, or neither. */
  readonly sees: 'all' | 'organisation' | 'part'
}

async function tablesIn(
  client: ClientBase,
  { schema, organisations }: { schema: Schema; organisations: readonly string[] },
): Promise<readonly SnapshotTable[]> {
  const { rows } = await client.query<TableRow>(
    `WITH policy AS (
       SELECT schemaname, tablename, qual FROM pg_policies
       WHERE permissive = 'PERMISSIVE' AND cmd IN ('SELECT', 'ALL')
         AND roles && ARRAY['public', current_user]::name[])
     SELECT c.relname AS name,
       CASE WHEN NOT has_table_privilege(c.oid, 'SELECT') THEN 'part'
         WHEN NOT c.relrowsecurity OR 'true' IN (SELECT qual FROM policy p
           WHERE p.schemaname = n.nspname AND p.tablename = c.relname) THEN 'all'
         WHEN $2 IN (SELECT qual FROM policy p
           WHERE p.schemaname = n.nspname AND p.tablename = c.relname) THEN 'organisation'
         ELSE 'part' END AS sees,
       (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = '') AS columns,
       (SELECT json_agg(a.attname ORDER BY k.place) FROM pg_index i
        CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY c.relname`,
    [schema, policyExpression],
  )
  return rows
    .filter(({ name }) => !leftOut.has(`${schema}.${name}`))
    .map(({ name, columns, key, sees }) => ({
      name: sees === 'part' ? notWhole(`${schema}.${name}`, readers[schema]) : `${schema}.${name}`,
      columns: JSON.parse(columns) as string[],
      key: orders.get(`${schema}.${name}`) ?? (JSON.parse(key ?? '[]') as string[]),
      client,
      byOrganisation: sees === 'organisation' ? organisations : null,
    }))
}

async function sequencesIn(
  client: ClientBase,
  schema: Schema,
): Promise<readonly { name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT schemaname || '.' || sequencename AS name, last_value AS value
     FROM pg_sequences WHERE schemaname = $1 AND last_value IS NOT NULL ORDER BY sequencename`,
    [schema],
  )
  return rows
}

/** Rows read at first; then as many as make about a megabyte. */
const firstRows = 100
const fetchedBytes = 1024 * 1024
const fetchedRowsMax = 5_000

/** One part of a table: a line a row, each a JSON array of the columns' text. */
export interface RowsPart {
  readonly text: string
  readonly rows: number
}

/**
 * Reads a table in parts of some hundred kilobytes, so that memory does not grow with it. Rows come
 * in the order of their key, and where a part ends follows from its last row: rows that stand where
 * they stood are in the same parts as last night, whatever was written before or behind them.
 */
export async function* rowsOf(table: SnapshotTable): AsyncGenerator<RowsPart> {
  for (const org of table.byOrganisation ?? [null]) {
    if (org !== null) await table.client.query(`SET LOCAL app.org = '${Number(org)}'`)
    yield* inParts(linesSeen(table))
  }
}

const partBytesMin = 64 * 1024
const partBytesMax = 4 * 1024 * 1024
/** What a part has beyond the least, on average. */
const partBytesMore = 192 * 1024

async function* inParts(lines: AsyncGenerator<readonly string[]>): AsyncGenerator<RowsPart> {
  let part: string[] = []
  let bytes = 0
  const taken = (): RowsPart => {
    const one = { text: part.join(''), rows: part.length }
    part = []
    bytes = 0
    return one
  }
  for await (const some of lines) {
    for (const line of some) {
      part.push(line)
      bytes += line.length
      if (bytes >= partBytesMin && (endsPart(line) || bytes >= partBytesMax)) yield taken()
    }
  }
  if (part.length > 0) yield taken()
}

function endsPart(line: string): boolean {
  return crc32(line) / 2 ** 32 < line.length / partBytesMore
}

async function* linesSeen(table: SnapshotTable): AsyncGenerator<readonly string[]> {
  const { name, columns, key, client } = table
  const wanted = columns.map((column) => `${quoted(column)}::text`).join(', ')
  const order = key.length === 0 ? '' : ` ORDER BY ${key.map(quoted).join(', ')}`
  const select = `SELECT ${wanted} FROM ${quotedName(name)}${order}`
  await client.query(`DECLARE backup NO SCROLL CURSOR FOR ${select}`)
  let count = firstRows
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `FETCH ${count} FROM backup`,
      rowMode: 'array',
    })
    if (rows.length === 0) break
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`)
    yield lines
    const bytes = lines.reduce((sum, { length }) => sum + length, 0)
    count = Math.max(1, Math.min(fetchedRowsMax, Math.round((fetchedBytes * rows.length) / bytes)))
  }
  await client.query('CLOSE backup')
}

function notWhole(name: string, role: LoginRole): never {
  return refuse('backup.table', {
    at: [name],
    text: {
      zh: `角色 ${role} 不能完整读取表 ${name}，备份会缺内容，因此没有备份。`,
      en: `The role ${role} cannot read all of ${name}; the backup would lack rows, so none was made.`,
    },
    hint: {
      zh: '请由数据库管理员恢复该角色的读取权限与策略。',
      en: 'Have the database administrator give that role its grant and policy back.',
    },
  })
}
