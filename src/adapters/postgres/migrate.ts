import { createHash } from 'node:crypto'
import type { ClientBase, ClientConfig } from 'pg'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { connected } from './connected.ts'
import { databaseRefusal } from './database-refusal.ts'
import { dropFormerRole, ensureRoles } from './ensure-roles.ts'
import { fillFacets } from './fill-facets.ts'
import { loginFaults } from './login-faults.ts'
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
import { signingLock } from './migrations/0013-signing-lock.ts'
import { clockWord } from './migrations/0014-clock-word.ts'
import { checkpointSeal } from './migrations/0015-checkpoint-seal.ts'
import { answersErased } from './migrations/0016-answers-erased.ts'
import { noStoredFigures } from './migrations/0017-no-stored-figures.ts'
import { draftAccepted } from './migrations/0020-draft-accepted.ts'
import { importTables } from './migrations/0021-imports.ts'
import { facets } from './migrations/0026-facets.ts'
import { facetsFilled } from './migrations/0027-facets-filled.ts'
import { searchParts } from './migrations/0028-search-parts.ts'
import { draftHandedIn } from './migrations/0029-draft-handed-in.ts'
import { saltSchemes } from './migrations/0030-salt-schemes.ts'
import { logOwner } from './migrations/0031-log-owner.ts'
import { packsOnce } from './migrations/0032-packs-once.ts'
import { calls } from './migrations/0033-calls.ts'
import { instances } from './migrations/0034-instances.ts'
import { collectedBelow } from './migrations/0035-collected-below.ts'
import { exchange } from './migrations/0036-exchange.ts'
import { sharedByServers } from './migrations/0037-shared-by-servers.ts'
import { draftReaders } from './migrations/0038-draft-readers.ts'
import { recordsWhole } from './migrations/0039-records-whole.ts'
import { dayIndex } from './migrations/0040-day-index.ts'
import { entryIndex } from './migrations/0041-entry-index.ts'
import { unreadAndDoubt } from './migrations/0042-unread-and-doubt.ts'
import type { RoleNames } from './roles.ts'
import { inNames, loginsOf, namesOf, ownerOfMeta, roles } from './roles.ts'
import { sqlStatements } from './sql-statements.ts'

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  /**
   * The schema of the first program that no longer reads, nor writes without, what this takes away
   * or asks for; absent where it only adds (`tools/migrations` holds it to that). Programs from
   * there on serve beside those that know this migration.
   */
  readonly unreadSince?: number
  /**
   * What must be done before it, in transactions of its own as the owner of the tables, until it
   * answers that nothing is left: work over all records, which may be ended at any time.
   */
  readonly before?: (client: ClientBase) => Promise<boolean>
}

/** In order; once released none is edited, the next one follows it. */
export const migrations: readonly Migration[] = [
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
  { number: 13, name: 'signing lock', sql: signingLock },
  { number: 14, name: 'clock word', sql: clockWord },
  { number: 15, name: 'checkpoint seal', sql: checkpointSeal },
  { number: 16, name: 'answers erased', sql: answersErased },
  { number: 17, name: 'no stored figures', sql: noStoredFigures },
  { number: 20, name: 'draft accepted', sql: draftAccepted },
  { number: 21, name: 'imports', sql: importTables },
  { number: 26, name: 'facets', sql: facets },
  { number: 27, name: 'facets filled', sql: facetsFilled, before: fillFacets },
  { number: 28, name: 'search parts', sql: searchParts },
  { number: 29, name: 'draft handed in', sql: draftHandedIn },
  { number: 30, name: 'salt schemes', sql: saltSchemes },
  { number: 31, name: 'log owner', sql: logOwner },
  { number: 32, name: 'packs once', sql: packsOnce },
  { number: 33, name: 'calls', sql: calls },
  { number: 34, name: 'instances', sql: instances },
  { number: 35, name: 'collected below', sql: collectedBelow },
  { number: 36, name: 'exchange', sql: exchange },
  { number: 37, name: 'shared by servers', sql: sharedByServers },
  { number: 38, name: 'draft readers', sql: draftReaders },
  { number: 39, name: 'records whole', sql: recordsWhole },
  { number: 40, name: 'day index', sql: dayIndex },
  { number: 41, name: 'entry index', sql: entryIndex },
  { number: 42, name: 'unread and doubt', sql: unreadAndDoubt },
]

/** From the migration behind it on, programs of one version and the next serve side by side. */
export const rollingSince = 34

/** Tables of the schema `ledger` that this program knows. */
export const knownTables = migrations.flatMap(({ sql }) =>
  [...sql.matchAll(/CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?ledger\.(\w+)/g)].map(
    ([, name = '']) => name,
  ),
)

/** Number of the newest migration that this program knows. */
export const schemaNumber = Math.max(...migrations.map(({ number }) => number))

// Any number that no other program on the same database is likely to lock.
const migrationLock = 0x7a68616e

/**
 * Brings the database to the newest schema: makes roles and schemas as the login given, then runs
 * the missing migrations as the migrator, each in one transaction under a lock, so that servers
 * starting together do it once. Puts right what keeps our roles out, such as a password that
 * somebody changed. `only` leaves later migrations for a second call: an old backup is loaded into
 * the tables of its time. Refuses with `database.*`, saying what is wrong with the database; says
 * when a newer version has been there, which left what this one needs.
 */
export async function migrate(
  base: ClientConfig,
  { only = null }: { only?: ReadonlySet<number> | null } = {},
): Promise<readonly Fault[]> {
  try {
    // Said here what the driver would only stumble over.
    if (base.connectionString !== undefined) new URL(base.connectionString)
    // Asked first, because a login that may do less can still serve what is already there.
    const { isReady, told } = await connected(base, lookAt)
    if (isReady && (await loginFaults(base)).length === 0) return told
    await retrying(() => inTransaction(base, ensureRoles))
    const { names, as } = await loginsOf(base)
    const faults = await loginFaults(base)
    if (faults.length > 0) throw new Refusal(faults)
    await runAll(as('migrator'), { names, only })
    if (only === null)
      await retrying(() => inTransaction(base, (admin) => dropFormerRole(admin, names)))
    return told
  } catch (error) {
    throw databaseRefusal(error) ?? error
  }
}

async function lookAt(client: ClientBase): Promise<{ isReady: boolean; told: readonly Fault[] }> {
  const owner = await ownerOfMeta(client)
  if (owner === null || namesOf(owner) === null) return { isReady: false, told: [] }
  // Databases of before do not say what they need.
  const { rows } = await client.query<{ number: number; needs: number | null }>(
    `SELECT number, (to_jsonb(m) ->> 'needs')::integer AS needs FROM meta.migration m`,
  )
  const newer = rows.filter(({ number }) => number > schemaNumber)
  if (newer.some(({ number, needs }) => (needs ?? number) > schemaNumber)) newerSchema()
  const numbers = new Set(rows.map((row) => row.number))
  const isReady = namesOf(owner) !== roles && migrations.every((one) => numbers.has(one.number))
  return { isReady, told: newer.length > 0 ? [olderProgram] : [] }
}

/** Runs what is missing, each migration in a transaction of its own. */
async function runAll(
  migrator: ClientConfig,
  { names, only }: { names: RoleNames; only: ReadonlySet<number> | null },
): Promise<void> {
  await connected(migrator, async (client) => {
    const asOwner = <T>(work: (client: ClientBase) => Promise<T>) =>
      transaction(client, async () => {
        await client.query(`SET LOCAL ROLE ${names.tables}`)
        return work(client)
      })
    await asOwner(() => client.query(migrationTable))
    await asOwner(() => client.query(migrationNeeds))
    const applied = await asOwner(appliedIn)
    for (const migration of migrations) {
      if (only?.has(migration.number) === false || isIn(applied, migration)) continue
      const { before } = migration
      if (before !== undefined) while (await asOwner(before));
      await asOwner(() => runOne(client, migration, names))
    }
  })
}

const migrationTable = `CREATE TABLE IF NOT EXISTS meta.migration (
  number integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now())`

/** The schema of the oldest program that may use the database once it was run. */
const migrationNeeds = 'ALTER TABLE meta.migration ADD COLUMN IF NOT EXISTS needs integer'

function needsOf({ number, unreadSince = rollingSince }: Migration): number {
  return number > rollingSince ? unreadSince : number
}

/** Digests of the migrations that were run, by their numbers. */
async function appliedIn(client: ClientBase): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<{ number: number; digest: string }>(
    'SELECT number, digest FROM meta.migration',
  )
  return new Map(rows.map((row) => [row.number, row.digest]))
}

/** Whether it was run, as it is now. */
function isIn(applied: ReadonlyMap<number, string>, migration: Migration): boolean {
  const { number, name } = migration
  const known = applied.get(number)
  if (known === undefined || known === digestOf(migration)) return known !== undefined
  throw new Error(`migration ${number} ${name} was changed after it had been applied`)
}

// Of the text as it was released: what the roles are called differs from place to place.
function digestOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex')
}

// Looked at again under the lock: another server that started with this one may have run it.
async function runOne(client: ClientBase, migration: Migration, names: RoleNames): Promise<void> {
  if (isIn(await appliedIn(client), migration)) return
  const { number, name, sql } = migration
  for (const statement of sqlStatements(inNames(sql, names))) await client.query(statement)
  await client.query(
    'INSERT INTO meta.migration (number, name, digest, needs) VALUES ($1, $2, $3, $4)',
    [number, name, digestOf(migration), needsOf(migration)],
  )
}

async function inTransaction<T>(
  config: ClientConfig,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  return connected(config, (client) => transaction(client, work))
}

// The lock ends with its transaction: one of a session would stay with a pooler's connection.
async function transaction<T>(
  client: ClientBase,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
  const value = await work(client)
  await client.query('COMMIT')
  return value
}

// Two databases of one cluster that change the same role meet as "tuple concurrently updated".
async function retrying(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      if ((error as { code?: string }).code !== 'XX000' || tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 5 * tries))
    }
  }
}

const olderProgram = fault('database.schema.older', {
  text: {
    zh: '数据库已由更新的版本使用；本机的程序较旧，仍可照常服务。',
    en: 'A newer version has used the database; the program on this server is older and serves on.',
  },
  hint: { zh: '请把本机也升级。', en: 'Upgrade this server too.' },
})

function newerSchema(): never {
  refuse('database.schema.newer', {
    text: {
      zh: '数据库由更新版本的台账建立，本版本不能使用。',
      en: 'The database was made by a newer Taizhang; this version cannot use it.',
    },
    hint: { zh: '请升级台账。', en: 'Install the newer version.' },
  })
}
