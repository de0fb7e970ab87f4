import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { ClientBase, ClientConfig } from 'pg'
import { refuse } from '../../ledger/fault.ts'
import { ledgerTables } from './migrations/0001-ledger.ts'
import { ledgerPolicies } from './migrations/0002-policies.ts'
import { eraserGrants } from './migrations/0003-eraser.ts'
import { dateIndex } from './migrations/0004-date-index.ts'
import { jobTables } from './migrations/0005-jobs.ts'
import { attachmentTable } from './migrations/0006-attachments.ts'
import { reportFlow } from './migrations/0007-report-flow.ts'
import { received } from './migrations/0008-received.ts'
import { draftHandedOver } from './migrations/0009-draft-handed-over.ts'
import { keyChange } from './migrations/0010-key-change.ts'
import { formerKeys } from './migrations/0011-former-keys.ts'
import { outboxPruned } from './migrations/0012-outbox-pruned.ts'
import { checkpointSeal } from './migrations/0015-checkpoint-seal.ts'
import { connectionAs, ensureRoles, roles } from './roles.ts'

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** In order; once released none is edited, the next one follows it. */
const migrations: readonly Migration[] = [
  { number: 1, name: 'ledger', sql: ledgerTables },
  { number: 2, name: 'policies', sql: ledgerPolicies },
  { number: 3, name: 'eraser', sql: eraserGrants },
  { number: 4, name: 'date index', sql: dateIndex },
  { number: 5, name: 'jobs', sql: jobTables },
  { number: 6, name: 'attachments', sql: attachmentTable },
  { number: 7, name: 'report flow', sql: reportFlow },
  { number: 8, name: 'received', sql: received },
  { number: 9, name: 'draft handed over', sql: draftHandedOver },
  { number: 10, name: 'key change', sql: keyChange },
  { number: 11, name: 'former keys', sql: formerKeys },
  { number: 12, name: 'outbox pruned', sql: outboxPruned },
  { number: 15, name: 'checkpoint seal', sql: checkpointSeal },
]

// Any number that no other program on the same database is likely to lock.
const migrationLock = 0x7a68616e

/**
 * Brings the database to the newest schema: makes roles and schemas as the login given, then runs
 * the missing migrations as `taizhang_migrator`, all in one transaction under a lock, so that
 * servers starting together do it once. `only` leaves later migrations for a second call: an old
 * backup is loaded into the tables of its time.
 */
export async function migrate(
  base: ClientConfig,
  { only = null }: { only?: ReadonlySet<number> | null } = {},
): Promise<void> {
  await connected(base, async (admin) => {
    // Asked first, because a login that may do less can still serve what is already there.
    if (await isCurrent(admin)) return
    await admin.query('SELECT pg_advisory_lock($1)', [migrationLock])
    try {
      await ensureRoles(admin, base)
      await connected(connectionAs(base, 'migrator'), (client) => runMissing(client, only))
    } finally {
      await admin.query('SELECT pg_advisory_unlock($1)', [migrationLock])
    }
  })
}

async function isCurrent(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('meta.migration') IS NOT NULL AS there",
  )
  if (rows[0]?.there !== true) return false
  const applied = await client
    .query<{ number: number }>('SELECT number FROM meta.migration')
    .catch(() => ({ rows: [] }))
  const numbers = new Set(applied.rows.map((row) => row.number))
  const newest = Math.max(...migrations.map((one) => one.number))
  if (applied.rows.some((row) => row.number > newest)) newerSchema()
  return migrations.every((one) => numbers.has(one.number))
}

async function runMissing(client: ClientBase, only: ReadonlySet<number> | null): Promise<void> {
  await client.query('BEGIN')
  await client.query(`SET LOCAL ROLE ${roles.tables}`)
  await client.query(`CREATE TABLE IF NOT EXISTS meta.migration (
    number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await client.query<{ number: number; digest: string }>(
    'SELECT number, digest FROM meta.migration',
  )
  const applied = new Map(rows.map((row) => [row.number, row.digest]))
  for (const { number, name, sql } of migrations) {
    if (only?.has(number) === false) continue
    const digest = createHash('sha256').update(sql).digest('hex')
    const known = applied.get(number)
    if (known === undefined) {
      await client.query(sql)
      await client.query('INSERT INTO meta.migration (number, name, digest) VALUES ($1, $2, $3)', [
        number,
        name,
        digest,
      ])
    } else if (known !== digest) {
      throw new Error(`migration ${number} ${name} was changed after it had been applied`)
    }
  }
  await client.query('COMMIT')
}

async function connected(
  config: ClientConfig,
  work: (client: ClientBase) => Promise<void>,
): Promise<void> {
  const client = new Client(config)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function newerSchema(): never {
  refuse('database.schema.newer', {
    text: {
      zh: '数据库由更新版本的台账建立，本版本不能使用。',
      en: 'The database was made by a newer Taizhang; this version cannot use it.',
    },
    hint: { zh: '请升级台账。', en: 'Install the newer version.' },
  })
}
