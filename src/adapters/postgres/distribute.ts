import type { ClientBase, ClientConfig } from 'pg'
import type { Distribution, Distributor } from '../../app/ports/distribution-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { distributedTables, isOnCitus } from './citus.ts'
import { connected } from './connected.ts'
import { migrate } from './migrate.ts'
import type { RoleNames } from './roles.ts'
import { loginRoles, namesOf, ownerOfMeta, roles } from './roles.ts'

/** The one that all others lie beside: the row that every write begins with. */
const headTable = 'ledger.log_head'

/** Spreads the database of an operator's login, a superuser. */
export function openDistributor(login: ClientConfig): Distributor {
  const base = { ...login, application_name: 'taizhang distribute' }
  return {
    plan: () => connected(base, plan),
    run: async () => {
      await migrate(base)
      return connected(base, async (client) => {
        const planned = await plan(client)
        if (planned.faults.length > 0) throw new Refusal(planned.faults)
        await distribute(client, planned)
        return planned
      })
    },
  }
}

async function plan(client: ClientBase): Promise<Distribution> {
  const owner = await ownerOfMeta(client)
  const names = owner === null ? null : namesOf(owner)
  if (names === null || names === roles) return { statements: [], faults: [notPrepared()] }
  const onCitus = await isOnCitus(client)
  const { rows: login } = await client.query<{ strong: boolean; database: string }>(
    `SELECT rolsuper AS strong, quote_ident(current_database()) AS database
     FROM pg_roles WHERE rolname = current_user`,
  )
  const { strong = false, database = '' } = login[0] ?? {}
  const tables = await tablesLeft(client, onCitus ? await distributedTables(client) : [])
  return {
    statements:
      tables.length === 0 ? [] : [...roleStatements(names, database), ...tableStatements(tables)],
    faults: [...(onCitus ? [] : [noExtension()]), ...(strong ? [] : [notSuperuser()])],
  }
}

interface LedgerTable {
  readonly name: string
  /** Names no organisation, or is the tree of them: every machine has a copy. */
  readonly isReference: boolean
}

/** What is not spread yet: what others refer to first, then the head, then the rest. */
async function tablesLeft(
  client: ClientBase,
  done: readonly string[],
): Promise<readonly LedgerTable[]> {
  const { rows } = await client.query<{ name: string; is_reference: boolean }>(
    `SELECT 'ledger.' || relname AS name, relname = 'organisation' OR NOT EXISTS (
       SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id')
       AS is_reference
     FROM pg_class c WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'
     ORDER BY is_reference DESC, relname <> 'log_head', relname`,
  )
  return rows
    .filter(({ name }) => !done.includes(name))
    .map(({ name, is_reference: isReference }) => ({ name, isReference }))
}

/**
 * The machines connect to each other as the owner of the tables; moving a shard while people write
 * reads it as that owner, and leaves out what row-level security hides from it.
 */
function roleStatements(names: RoleNames, database: string): readonly string[] {
  return [
    `ALTER ROLE ${names.tables} LOGIN BYPASSRLS`,
    `GRANT CONNECT ON DATABASE ${database} TO ${names.tables}`,
    ...loginRoles.map(
      (role) => `ALTER ROLE ${names[role]} SET citus.propagate_set_commands = 'local'`,
    ),
  ]
}

function tableStatements(tables: readonly LedgerTable[]): readonly string[] {
  return tables.map(({ name, isReference }) => {
    if (isReference) return `SELECT create_reference_table('${name}')`
    const beside = name === headTable ? 'none' : headTable
    return `SELECT create_distributed_table('${name}', 'org_id', colocate_with => '${beside}')`
  })
}

// A table that is spread while row security hides its rows would lose them: they are counted.
async function distribute(client: ClientBase, { statements }: Distribution): Promise<void> {
  const before = (await tablesLeft(client, await distributedTables(client))).map(({ name }) => name)
  await client.query('BEGIN')
  await client.query("SET LOCAL citus.multi_shard_modify_mode = 'sequential'")
  const counted = await countRows(client, before)
  for (const statement of statements) await client.query(statement)
  const after = await countRows(client, before)
  const short = before.filter((table) => counted.get(table) !== after.get(table))
  if (short.length > 0) throw new Refusal([rowsLost(short)])
  await client.query('COMMIT')
  // What was copied to the shards lies in the old places too, where no erasure would reach it.
  for (const table of before.toReversed()) {
    await client.query(`SELECT truncate_local_data_after_distributing_table('${table}')`)
  }
}

async function countRows(
  client: ClientBase,
  tables: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const counts = new Map<string, string>()
  for (const table of tables) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${table}`)
    counts.set(table, rows[0]?.count ?? '')
  }
  return counts
}

const guide: Label = {
  zh: '步骤见 docs/operating/distributed.md。',
  en: 'The steps are in docs/operating/distributed.md.',
}

function notPrepared(): Fault {
  return fault('database.citus.unprepared', {
    text: {
      zh: '这个数据库里还没有台账。',
      en: 'There is no ledger in this database yet.',
    },
    hint: { zh: '请先启动一次服务，再分布。', en: 'Start the server once, then distribute.' },
  })
}

function noExtension(): Fault {
  return fault('database.citus.missing', {
    text: {
      zh: '数据库没有安装 Citus 扩展。',
      en: 'The database does not have the extension Citus.',
    },
    hint: guide,
  })
}

function notSuperuser(): Fault {
  return fault('database.citus.rights', {
    text: {
      zh: 'DATABASE_URL 中的登录名不是超级用户：行级安全会对它隐藏记录，分布时会遗漏。',
      en: 'The login in DATABASE_URL is no superuser: row security hides rows from it, and they would be left behind.',
    },
    hint: guide,
  })
}

function rowsLost(tables: readonly string[]): Fault {
  return fault('database.citus.rows', {
    at: tables,
    text: {
      zh: `分布后 ${tables.join('、')} 的行数变了，已全部撤回。`,
      en: `${tables.join(', ')} had another number of rows once spread; everything was taken back.`,
    },
    hint: {
      zh: '请停止所有服务后重试。',
      en: 'Stop every server and try again.',
    },
  })
}
