import type { ClientBase } from 'pg'
import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'

/** Whether the database can be spread over several machines: it has the extension Citus. */
export async function isOnCitus(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    "SELECT to_regclass('pg_dist_partition') IS NOT NULL AS is",
  )
  return rows[0]?.is === true
}

/** Tables of the schema `ledger` that are spread or copied, with their schema. */
export async function distributedTables(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_dist_partition p
     JOIN pg_class c ON c.oid = p.logicalrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'ledger'`,
  )
  return rows.map(({ name }) => name)
}

/**
 * What must hold of a ledger that is spread over several machines. An online move of a shard reads
 * as the owner of the tables what people write meanwhile; where row-level security holds for that
 * owner it reads nothing, and acknowledged entries are gone, though the move is told as a success.
 * So the owner must see all rows, or no machine may be able to move while people write.
 */
export async function citusFaults(client: ClientBase): Promise<readonly Fault[]> {
  if (!(await isOnCitus(client))) return []
  const distributed = await distributedTables(client)
  if (distributed.length === 0) return []
  const { rows: all } = await client.query<{ name: string; bypasses: boolean }>(
    `SELECT n.nspname || '.' || c.relname AS name, r.rolbypassrls AS bypasses
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_roles r ON r.oid = c.relowner WHERE n.nspname = 'ledger' AND c.relkind = 'r'`,
  )
  const left = all.map(({ name }) => name).filter((name) => !distributed.includes(name))
  const isSafe = all.every(({ bypasses }) => bypasses) || (await movesBlockWrites(client))
  return [...(left.length === 0 ? [] : [undistributed(left)]), ...(isSafe ? [] : [losesOnMove()])]
}

// An online move needs logical decoding; without it only one that blocks writes can be done.
async function movesBlockWrites(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ blocked: boolean | null }>(
    `SELECT bool_and(success AND result <> 'logical') AS blocked
     FROM run_command_on_workers('SHOW wal_level')`,
  )
  return rows[0]?.blocked === true
}

function undistributed(tables: readonly string[]): Fault {
  return fault('database.citus.undistributed', {
    at: tables,
    text: {
      zh: `表 ${tables.join('、')} 还没有分布，写入会出错。`,
      en: `${tables.join(', ')} are not distributed yet; writes would fail.`,
    },
    hint: {
      zh: '请停止所有服务，运行 taizhang db distribute。',
      en: 'Stop every server and run taizhang db distribute.',
    },
  })
}

function losesOnMove(): Fault {
  return fault('database.citus.moves', {
    text: {
      zh: '在线移动分片会丢失已确认的条目：表的所有者受行级安全限制。',
      en: 'Moving a shard online would lose acknowledged entries: row security holds for the owner of the tables.',
    },
    hint: {
      zh: '请运行 taizhang db distribute，或由超级用户给表的所有者 BYPASSRLS，或把各节点的 wal_level 设为 replica，使移动只能阻塞写入进行。',
      en: 'Run taizhang db distribute, have a superuser give BYPASSRLS to the owner of the tables, or set wal_level to replica on every machine, so that only moves that block writes can be done.',
    },
  })
}
