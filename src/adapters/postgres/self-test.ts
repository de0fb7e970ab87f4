import type { ClientBase, ClientConfig } from 'pg'
import { Client } from 'pg'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { citusFaults } from './citus.ts'
import { knownTables } from './migrate.ts'

/** Oldest PostgreSQL served, by `server_version_num`: minors before these leak rows past RLS. */
const versionMin = new Map([
  [16, 160010],
  [17, 170006],
])
const majorMin = 16

/**
 * Refuses, naming everything found, when this database must not be served: a table of an
 * organisation without row-level security, a role of our own that is too strong, a setting or a way
 * of distributing it under which an acknowledged entry could be lost.
 */
export async function selfTest(
  asApp: ClientConfig,
  { mayLoseOnPowerCut }: { mayLoseOnPowerCut: boolean },
): Promise<void> {
  const client = new Client(asApp)
  await client.connect()
  try {
    const faults = [
      ...(await versionFaults(client)),
      ...(await roleFaults(client)),
      ...(await tableFaults(client)),
      ...(await routineFaults(client)),
      ...(await citusFaults(client)),
      ...(mayLoseOnPowerCut ? [] : await durabilityFaults(client)),
    ]
    if (faults.length > 0) throw new Refusal(faults)
  } finally {
    await client.end()
  }
}

async function versionFaults(client: ClientBase): Promise<Fault[]> {
  const [row] = await ask<{ version: number }>(
    client,
    "SELECT current_setting('server_version_num')::integer AS version",
  )
  const version = row?.version ?? 0
  const major = Math.trunc(version / 10_000)
  if (major >= majorMin && version >= (versionMin.get(major) ?? 0)) return []
  return [
    found('database.version', {
      zh: `PostgreSQL 版本 ${version} 过旧，存在越权读取的已知缺陷。`,
      en: `PostgreSQL ${version} is too old: rows are known to leak past its row security.`,
    }),
  ]
}

interface RoleRow {
  name: string
  superuser: boolean
  bypass: boolean
  makes_roles: boolean
  owns: string | null
  creates: string | null
  belongs_to: string | null
}

async function roleFaults(client: ClientBase): Promise<Fault[]> {
  const [role] = await ask<RoleRow>(
    client,
    `SELECT current_user AS name, rolsuper AS superuser, rolbypassrls AS bypass,
       rolcreaterole AS makes_roles,
       (SELECT string_agg(relname, ', ') FROM pg_class WHERE relowner = r.oid) AS owns,
       (SELECT string_agg(nspname, ', ') FROM pg_namespace
        WHERE has_schema_privilege(oid, 'CREATE') AND nspname !~ '^pg_') AS creates,
       (SELECT string_agg(roleid::regrole::text, ', ') FROM pg_auth_members
        WHERE member = r.oid) AS belongs_to
     FROM pg_roles r WHERE rolname = current_user`,
  )
  if (role === undefined) throw new Error('the current role is not in pg_roles')
  const wrong: [string | boolean | null, Label][] = [
    [role.superuser, { zh: '是超级用户', en: 'is a superuser' }],
    [role.bypass, { zh: '可绕过行级安全', en: 'bypasses row security' }],
    [role.makes_roles, { zh: '可建立角色', en: 'may make roles' }],
    [role.owns, { zh: `拥有 ${role.owns}`, en: `owns ${role.owns}` }],
    [role.creates, { zh: `可在 ${role.creates} 中建表`, en: `may create in ${role.creates}` }],
    [role.belongs_to, { zh: `属于 ${role.belongs_to}`, en: `belongs to ${role.belongs_to}` }],
  ]
  return wrong.flatMap(([holds, what]) =>
    holds === null || holds === false
      ? []
      : [
          found('database.role.too-strong', {
            zh: `数据库角色 ${role.name} ${what.zh}。`,
            en: `The database role ${role.name} ${what.en}.`,
          }),
        ],
  )
}

async function tableFaults(client: ClientBase): Promise<Fault[]> {
  const rows = await ask<{ name: string; secured: boolean; excess: string | null }>(
    client,
    `SELECT n.nspname || '.' || c.relname AS name,
       c.relrowsecurity AND c.relforcerowsecurity AS secured,
       (SELECT string_agg(p, ', ') FROM unnest(
          CASE WHEN c.relname IN ('attachment', 'log_head', 'record', 'draft', 'draft_version',
              'draft_comment', 'watched_log', 'import', 'import_part', 'import_mapping',
              'partner', 'arrived')
            THEN ARRAY['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']
            WHEN c.relname IN ('facet', 'collected', 'draft_reader')
              THEN ARRAY['UPDATE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']
            ELSE ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] END) p
        WHERE has_table_privilege(c.oid, p)
          AND (n.nspname <> 'ledger' OR c.relname = ANY ($1))) AS excess
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'f', 'm', 'v') AND (n.nspname = 'ledger'
       OR n.nspname = 'jobs' AND c.relname IN ('reminder_settings', 'reminder_choice', 'outbox'))`,
    // What may be done with a table that a newer version made, that version knows.
    [knownTables],
  )
  const faults = rows.length === 0 ? [noTables()] : []
  for (const { name, secured, excess } of rows) {
    if (!secured) {
      faults.push(
        found('database.table.unsecured', {
          zh: `表 ${name} 未强制行级安全。`,
          en: `Row security is not forced on table ${name}.`,
        }),
      )
    }
    if (excess !== null) {
      faults.push(
        found('database.table.grants', {
          zh: `服务角色对表 ${name} 有多余权限：${excess}。`,
          en: `The server's role may do more than it should to ${name}: ${excess}.`,
        }),
      )
    }
  }
  return faults
}

async function routineFaults(client: ClientBase): Promise<Fault[]> {
  const rows = await ask<{ name: string }>(
    client,
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
     JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  )
  return rows.map(({ name }) =>
    found('database.routine.definer', {
      zh: `函数 ${name} 以所有者身份运行，可绕过行级安全。`,
      en: `The function ${name} runs as its owner and so past row security.`,
    }),
  )
}

const durable = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

async function durabilityFaults(client: ClientBase): Promise<Fault[]> {
  const rows = await ask<{ name: string; setting: string }>(
    client,
    `SELECT name, setting FROM pg_settings WHERE name IN ('${durable.join("', '")}')`,
  )
  return rows
    .filter(({ setting }) => setting === 'off')
    .map(({ name }) =>
      found('database.not-durable', {
        zh: `PostgreSQL 的 ${name} 已关闭，断电会丢失已确认的条目。`,
        en: `${name} is off in PostgreSQL: a power cut would lose acknowledged entries.`,
      }),
    )
}

async function ask<Row extends object>(
  client: ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return (await client.query<Row>(text, [...values])).rows
}

function noTables(): Fault {
  return found('database.table.missing', {
    zh: '数据库中没有台账的表。',
    en: 'The tables of the ledger are not there.',
  })
}

function found(code: string, text: Label): Fault {
  return fault(code, {
    text,
    hint: {
      zh: '请由数据库管理员更正后再启动；台账不会在此状态下提供服务。',
      en: 'Have the database administrator put it right; Taizhang does not serve like this.',
    },
  })
}
