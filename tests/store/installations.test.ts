import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import type { Embedded } from '../../src/adapters/embedded/embedded.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { loginFaults } from '../../src/adapters/postgres/login-faults.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import type { RoleNames } from '../../src/adapters/postgres/roles.ts'
import { connectionAs, inNames, loginsOf, roles } from '../../src/adapters/postgres/roles.ts'
import { regrant, renameRoles } from '../../src/adapters/postgres/take-over-roles.ts'
import { createDatabase } from '../databases.ts'
import { foundUnit, meeting, storeOn } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

// A cluster of its own, where everybody needs a password: the rules of the one from npm let in
// whoever reaches its socket.
const home = mkdtempSync(join(tmpdir(), 'taizhang-installations-'))
let cluster: Embedded
let owner: Client

beforeAll(async () => {
  cluster = await startEmbedded({ home, settings: { fsync: 'off' } })
  owner = await connected(cluster.connection)
  await owner.query("CREATE ROLE operator LOGIN CREATEROLE CREATEDB PASSWORD 'first'")
  await owner.query("CREATE ROLE clerk LOGIN PASSWORD 'first'")
  await needPasswords()
})

afterAll(async () => {
  await owner?.end()
  await cluster?.stop()
  rmSync(home, { recursive: true, force: true })
})

async function connected(connection: ClientConfig): Promise<Client> {
  const client = new Client(connection)
  await client.connect()
  return client
}

async function needPasswords(): Promise<void> {
  // The server writes the file itself: this test need not be the user it belongs to.
  await owner.query(
    `COPY (VALUES ('local all taizhang_owner trust'), ('local all all scram-sha-256'))
     TO '${join(home, 'pg/pg_hba.conf')}'`,
  )
  await owner.query('SELECT pg_reload_conf()')
}

/** A database of the operator's, as DATABASE_URL names it. */
async function databaseUrl(name: string, password = 'first'): Promise<ClientConfig> {
  const { rowCount } = await owner.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) {
    await createDatabase(cluster.connection, name)
    await owner.query(`ALTER DATABASE ${name} OWNER TO operator`)
  }
  const host = encodeURIComponent(cluster.connection.host)
  return { connectionString: `postgres://operator:${password}@localhost/${name}?host=${host}` }
}

const keys = (name: string) => join(home, `keys-${name}`)

/** Everything that the roles of a database own, may, and are named in, by the names all shared. */
async function rightsIn(connection: ClientConfig, names: RoleNames): Promise<unknown> {
  const client = await connected(connection)
  try {
    const { rows } = await client.query<{ line: string }>(
      `SELECT c.relname || ' ' || r.rolname || ' ' || coalesce(a.privilege_type, 'owns') AS line
         FROM pg_class c, pg_roles r, aclexplode(c.relacl) a
         WHERE c.relkind IN ('r', 'S') AND r.oid = a.grantee AND r.rolname LIKE 'taizhang%'
       UNION ALL SELECT c.relname || ' owned by ' || relowner::regrole
         FROM pg_class c
         WHERE c.relkind IN ('r', 'i', 'S') AND relowner::regrole::text LIKE 'tai%'
           AND relname NOT LIKE 'pg_%'
       UNION ALL SELECT attrelid::regclass || '.' || attname || ' ' || grantee::regrole
         FROM pg_attribute, aclexplode(attacl) WHERE grantee::regrole::text LIKE 'tai%'
       UNION ALL SELECT nspname || ' ' || grantee::regrole || ' ' || privilege_type
         FROM pg_namespace, aclexplode(nspacl) WHERE grantee::regrole::text LIKE 'tai%'
       UNION ALL SELECT 'database ' || grantee::regrole || ' ' || privilege_type
         FROM pg_database, aclexplode(datacl)
         WHERE datname = current_database() AND grantee::regrole::text LIKE 'tai%'
       UNION ALL SELECT tablename || ' ' || policyname || ' ' || array_to_string(roles, ',')
         FROM pg_policies ORDER BY 1`,
    )
    const prefix = names.tables.replace(/tables$/, '')
    return rows.map(({ line }) => line.replaceAll(prefix, 'taizhang_')).toSorted()
  } finally {
    await client.end()
  }
}

/** Makes a database look as one made when all of a cluster shared the roles `taizhang_…`. */
async function sharedAsOnce(connection: ClientConfig, mode: 'rename' | 'join'): Promise<void> {
  const { names } = await loginsOf(connection)
  const client = await connected(connection)
  await client.query('BEGIN')
  if (mode === 'rename') await renameRoles(client, names, roles)
  else await regrant(client, names, roles)
  await client.query(`SET LOCAL ROLE ${roles.tables}`)
  await client.query('DROP TABLE meta.role_secret; RESET ROLE')
  await client.query('COMMIT')
  await client.end()
}

describe('two installations on one database server', () => {
  test('have roles and passwords of their own', async () => {
    const [one, two] = [await databaseUrl('one'), await databaseUrl('two')]
    const stores = [
      await storeOn({ connection: one, keysDir: keys('one') }),
      await storeOn({ connection: two, keysDir: keys('two') }),
    ]
    const names = [(await loginsOf(one)).names.app, (await loginsOf(two)).names.app]
    expect(new Set(names).size).toBe(2)
    const other = await loginsOf(two)
    const crossed = connected({ ...(await crossing(one, other.as('app'))) })
    await expect(crossed).rejects.toMatchObject({ code: '42501' })
    for (const store of stores) {
      const org = await foundUnit(store)
      expect((await store.store.append(org, meeting())).index).toBe(1)
      await store.close()
    }
  })

  test('made when they shared their roles, are both upgraded in place', async () => {
    const [one, two] = [await databaseUrl('old_one'), await databaseUrl('old_two')]
    for (const [connection, name] of [
      [one, 'old_one'],
      [two, 'old_two'],
    ] as const) {
      const store = await storeOn({ connection, keysDir: keys(name) })
      await migrateAuth(await connectionAs(connection, 'auth'))
      const org = await foundUnit(store)
      await store.store.append(org, meeting())
      await store.close()
    }
    const meant = await rightsIn(one, (await loginsOf(one)).names)
    await sharedAsOnce(one, 'rename')
    const left = (await loginsOf(two)).names
    await sharedAsOnce(two, 'join')
    for (const name of Object.values(left).toReversed()) {
      await owner.query(`DROP ROLE IF EXISTS ${name}`)
    }
    expect(await rightsIn(two, roles)).toEqual(await rightsIn(one, roles))

    await migrate(two)
    expect((await loginsOf(two)).names).not.toEqual(roles)
    // The first still has the roles that it knows, and all that they may.
    expect((await rightsIn(one, roles)) as string[]).toContain('entry taizhang_app INSERT')
    await migrate(one)
    for (const [connection, name] of [
      [one, 'old_one'],
      [two, 'old_two'],
    ] as const) {
      const { names } = await loginsOf(connection)
      expect(await rightsIn(connection, names)).toEqual(meant)
      const store = await storeOn({ connection, keysDir: keys(name) })
      expect((await store.store.append(1, meeting())).index).toBe(2)
      await store.close()
      const reports = await fsckOnce({ connection })
      expect(reports.flatMap(({ faults }) => faults)).toEqual([])
    }
    const gone = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [roles.app])
    expect(gone.rowCount).toBe(0)
  }, 60_000)
})

// The address of one database with the login of another.
async function crossing(to: ClientConfig, login: ClientConfig): Promise<ClientConfig> {
  const url = new URL(to.connectionString ?? '')
  const { searchParams } = new URL(login.connectionString ?? '')
  for (const part of ['user', 'password']) url.searchParams.set(part, searchParams.get(part) ?? '')
  return { connectionString: url.href }
}

describe('a password that was changed', () => {
  test('of the operator only has to be changed in DATABASE_URL', async () => {
    const before = await databaseUrl('moved')
    await (await storeOn({ connection: before, keysDir: keys('moved') })).close()
    await owner.query("ALTER ROLE operator PASSWORD 'second'")
    try {
      await expect(migrate(before)).rejects.toThrow('database.sign-in')
      const after = await databaseUrl('moved', 'second')
      const store = await storeOn({ connection: after, keysDir: keys('moved') })
      await foundUnit(store)
      await store.close()
    } finally {
      await owner.query("ALTER ROLE operator PASSWORD 'first'")
    }
  })

  test('of one of our own roles is put right at the next start', async () => {
    const connection = await databaseUrl('reset')
    await migrate(connection)
    const { names } = await loginsOf(connection)
    await owner.query(`ALTER ROLE ${names.eraser} PASSWORD 'x'`)
    expect((await loginFaults(connection)).map(({ code }) => code)).toEqual([
      'database.role.kept-out',
    ])
    await migrate(connection)
    expect(await loginFaults(connection)).toEqual([])
  })

  test('settings of our own roles too, and what cannot be put right is said', async () => {
    const connection = await databaseUrl('zones')
    await migrate(connection)
    const { names } = await loginsOf(connection)
    await owner.query(`ALTER ROLE ${names.app} SET timezone = 'Asia/Shanghai'`)
    await migrate(connection)
    expect(await loginFaults(connection)).toEqual([])
    await owner.query(
      inNames(`ALTER ROLE taizhang_auth IN DATABASE zones SET search_path = public`, names),
    )
    await expect(migrate(connection)).rejects.toThrow('database.role.setting')
  })
})

describe('what is wrong with a database is said in a sentence', () => {
  test('a login that may not make roles, or does not own the database', async () => {
    await createDatabase(cluster.connection, 'bare')
    const clerk = { ...cluster.connection, user: 'clerk', password: 'first', database: 'bare' }
    const refused = await migrate(clerk).catch((error: unknown) => error)
    expect(refused).toMatchObject({ faults: [{ code: 'database.rights', at: ['clerk'] }] })
    expect(JSON.stringify(refused)).toContain('ALTER ROLE clerk CREATEROLE')
    expect(JSON.stringify(refused)).toContain('ALTER DATABASE bare OWNER TO clerk')
    const operator = await databaseUrl('one')
    const stranger = { ...cluster.connection, user: 'clerk', password: 'first', database: 'one' }
    await owner.query('GRANT CONNECT ON DATABASE one TO clerk')
    await expect(migrate(stranger)).rejects.toThrow('database.rights')
    await migrate(operator)
  })

  test.each([
    ['a table of another program', 'CREATE TABLE public.wp_posts (id integer)', 'public.wp_posts'],
    ['a schema of our name', 'CREATE SCHEMA jobs', 'schema jobs'],
    ['a schema meta that is not ours', 'CREATE SCHEMA meta', 'schema meta'],
  ])('%s', async (_, statement, at) => {
    const name = `foreign_${at.replaceAll(/\W/g, '_')}`
    const connection = await databaseUrl(name)
    const client = await connected(connection)
    await client.query(statement)
    await client.end()
    const refused = await migrate(connection).catch((error: unknown) => error)
    expect(refused).toMatchObject({ faults: [{ code: 'database.foreign', at: [at] }] })
    const made = await owner.query(
      "SELECT FROM pg_roles WHERE rolname LIKE 'taizhang%' AND oid > $1",
      [(await owner.query('SELECT max(oid) AS newest FROM pg_roles')).rows[0]?.newest],
    )
    expect(made.rowCount).toBe(0)
  })

  test.each([
    ['postgres://nobody@127.0.0.1:1/x', 'database.unreachable'],
    ['not an address', 'database.url'],
    ['postgres://x@127.0.0.1/x?sslmode=verify-full&sslrootcert=/no/such.pem', 'database.file'],
  ])('%s', async (connectionString, code) => {
    await expect(migrate({ connectionString })).rejects.toThrow(code)
  })
})
