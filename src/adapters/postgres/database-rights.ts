import type { ClientBase } from 'pg'
import { refuse } from '../../ledger/fault.ts'

/**
 * Refuses with `database.foreign` a database that is not empty: what another program keeps in it
 * would get under our rights, and ours under its.
 */
export async function refuseForeign(
  admin: ClientBase,
  ownSchemas: readonly string[],
): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT 'schema ' || nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)
     UNION ALL
     SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n
       ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname <> ALL ($1)
       AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'
         AND d.classid = 'pg_class'::regclass)
     ORDER BY name LIMIT $2`,
    [ownSchemas, shownMax],
  )
  if (rows.length === 0) return
  const names = rows.map(({ name }) => name)
  refuse('database.foreign', {
    at: names,
    text: {
      zh: `DATABASE_URL 指向的数据库里有别的程序的内容（${names.join('、')}），没有写入任何内容。`,
      en: `The database in DATABASE_URL holds something of another program (${names.join(', ')}); nothing was written.`,
    },
    hint: {
      zh: '请建立一个空的数据库（CREATE DATABASE …），再把 DATABASE_URL 指向它。',
      en: 'Make an empty database (CREATE DATABASE …) and let DATABASE_URL name it.',
    },
  })
}

const shownMax = 3

interface Rights {
  readonly user: string
  readonly database: string
  readonly makes_roles: boolean
  readonly owns: boolean
}

/** Refuses with `database.rights` a login that may not make roles, or does not own the database. */
export async function refuseWithoutRights(admin: ClientBase): Promise<void> {
  const { rows } = await admin.query<Rights>(
    `SELECT quote_ident(current_user) AS user, quote_ident(current_database()) AS database,
       r.rolsuper OR r.rolcreaterole AS makes_roles,
       r.rolsuper OR pg_has_role(d.datdba, 'USAGE') AS owns
     FROM pg_roles r, pg_database d
     WHERE r.rolname = current_user AND d.datname = current_database()`,
  )
  const [rights] = rows
  if (rights === undefined) throw new Error('the current role is not in pg_roles')
  const { user, database } = rights
  const missing = [
    ...(rights.makes_roles ? [] : [`ALTER ROLE ${user} CREATEROLE;`]),
    ...(rights.owns ? [] : [`ALTER DATABASE ${database} OWNER TO ${user};`]),
  ]
  if (missing.length > 0) {
    lacksRights({ user, hint: missing.join(' ') })
  }
}

/** Refuses with `database.rights`; the hint is what a superuser of the server shall run. */
function lacksRights({ user, hint }: { user: string; hint: string }): never {
  return refuse('database.rights', {
    at: [user],
    text: {
      zh: `DATABASE_URL 中的登录名 ${user} 权限不够：须能建立角色（CREATEROLE），并拥有这个数据库。`,
      en: `The login ${user} in DATABASE_URL may do too little: it must make roles (CREATEROLE) and own the database.`,
    },
    hint: {
      zh: `请由数据库管理员执行：${hint}`,
      en: `Have the database administrator run: ${hint}`,
    },
  })
}
