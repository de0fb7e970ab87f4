import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'
import type { Backup, BackupProgress } from '../../app/ports/backup-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { migrateAuth } from '../auth/auth-schema.ts'
import { schemaOwners } from '../postgres/ensure-roles.ts'
import { migrate } from '../postgres/migrate.ts'
import type { RoleNames } from '../postgres/roles.ts'
import { loginsOf } from '../postgres/roles.ts'
import type { StoredTable } from '../postgres/stored-tables.ts'
import {
  asOwner,
  quoted,
  quotedName,
  storedSchemas,
  storedTables,
  withoutForce,
} from '../postgres/stored-tables.ts'
import type { BackupMembers } from './read-backup-file.ts'

const inflated = promisify(gunzip)

/**
 * Loads the rows of a verified backup into a database that holds no organisation, in one
 * transaction: cut short, it leaves none. The schema is first made as it was when the backup was
 * made, then brought up to date, so that a later migration sees the rows it was written for.
 * Refuses with `restore.not-empty` and `restore.newer`.
 */
export async function loadDatabase(
  base: ClientConfig,
  { backup, members }: { backup: Backup; members: BackupMembers },
  onProgress: BackupProgress = () => {},
): Promise<void> {
  const { manifest } = backup
  await checkTarget(base, backup)
  const { names } = await loginsOf(base)
  const client = new Client({ ...base, application_name: 'taizhang restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query("SET LOCAL timezone = 'UTC'")
    await client.query("SET LOCAL datestyle = 'ISO'")
    await refuseUnlessEmpty(client, names)
    const tables = await storedTables(client)
    checkFit(manifest, tables)
    await withoutForce(client, tables, async () => {
      for (const { name, owner } of [...tables.values()].toReversed()) {
        await asOwner(client, owner, `DELETE FROM ${quotedName(name)}`)
      }
      await insertAll(client, { backup, members, tables }, onProgress)
      await setSequences(client, manifest, names)
    })
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
  await migrate(base)
}

/**
 * Makes the database ready for the backup and refuses one that is not for it, before anything else
 * is touched: `restore.not-empty`, `restore.newer`, and `database.*` as `migrate`.
 */
export async function checkTarget(base: ClientConfig, { manifest }: Backup): Promise<void> {
  await migrate(base, { only: new Set(manifest.migrations.map((one) => one.number)) })
  const { names, as: login } = await loginsOf(base)
  await migrateAuth(login('auth'))
  const client = new Client(base)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    await refuseUnlessEmpty(client, names)
    checkFit(manifest, await storedTables(client))
  } finally {
    await client.end()
  }
}

function checkFit(manifest: Backup['manifest'], tables: ReadonlyMap<string, StoredTable>): void {
  for (const { name, columns } of manifest.tables) {
    const table = tables.get(name)
    const unknown = table ? columns.find((column) => !table.types.has(column)) : name
    if (unknown !== undefined) newer(unknown === name ? name : `${name}.${unknown}`)
  }
}

async function insertAll(
  client: ClientBase,
  from: {
    backup: Backup
    members: BackupMembers
    tables: ReadonlyMap<string, StoredTable>
  },
  onProgress: BackupProgress,
): Promise<void> {
  const { backup, members, tables } = from
  const { manifest, bytes: of } = backup
  let rows = 0
  let bytes = 0
  for (const name of tables.keys()) {
    const columns = manifest.tables.find((table) => table.name === name)?.columns ?? []
    for (const part of members.names.filter((one) => one.startsWith(`rows/${name}/`))) {
      const packed = await members.read(part)
      rows += await insert(client, { name, columns, tables }, await inflated(packed))
      bytes += packed.length
      onProgress({ rows, bytes, of })
    }
  }
}

async function insert(
  client: ClientBase,
  into: {
    name: string
    columns: readonly string[]
    tables: ReadonlyMap<string, StoredTable>
  },
  text: Buffer,
): Promise<number> {
  const table = into.tables.get(into.name)
  if (table === undefined) return newer(into.name)
  const rows = text
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as (string | null)[])
  const { columns } = into
  const values = columns.map((_, at) => rows.map((row) => row[at] ?? null))
  const given = columns.map((_, at) => `$${at + 1}::text[]`).join(', ')
  const names = columns.map((_, at) => `c${at}`).join(', ')
  const cast = columns
    .map((column, at) => `c${at}::${table.types.get(column) ?? 'text'}`)
    .join(', ')
  await asOwner(
    client,
    table.owner,
    `INSERT INTO ${quotedName(into.name)} (${columns.map(quoted).join(', ')})
     OVERRIDING SYSTEM VALUE SELECT ${cast} FROM unnest(${given}) AS part (${names})`,
    values,
  )
  return rows.length
}

async function setSequences(
  client: ClientBase,
  { sequences }: Backup['manifest'],
  names: RoleNames,
): Promise<void> {
  for (const { name, value } of sequences) {
    const schema = storedSchemas.find((one) => name.startsWith(`${one}.`))
    if (schema === undefined) continue
    await asOwner(client, names[schemaOwners[schema]], 'SELECT setval($1::regclass, $2)', [
      quotedName(name),
      value,
    ])
  }
}

// Row security hides rows from a login that is not a superuser; the head of the tree it does not.
async function refuseUnlessEmpty(client: ClientBase, names: RoleNames): Promise<void> {
  await client.query(`SET LOCAL ROLE ${names.tables}`)
  const { rows: found } = await client.query('SELECT FROM ledger.organisation LIMIT 1')
  await client.query(`SET LOCAL ROLE ${names.auth}`)
  const { rows: people } = await client.query('SELECT FROM auth."user" LIMIT 1')
  await client.query('RESET ROLE')
  if (found.length + people.length > 0) notEmpty()
}

/** Refuses with `restore.not-empty`. */
function notEmpty(): never {
  return refuse('restore.not-empty', {
    text: {
      zh: '目标数据库中已有单位或账号，没有写入任何内容。',
      en: 'The database already holds units or accounts; nothing was written.',
    },
    hint: {
      zh: '请建立一个空的数据库，再把 DATABASE_URL 指向它。',
      en: 'Make an empty database and let DATABASE_URL name it.',
    },
  })
}

function newer(name: string): never {
  return refuse('restore.newer', {
    at: [name],
    text: {
      zh: `备份中有本版本不认识的内容（${name}），没有写入任何内容。`,
      en: `The backup holds what this version does not know (${name}); nothing was written.`,
    },
    hint: { zh: '请先升级台账，再恢复。', en: 'Install the newer version first.' },
  })
}
