import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policyExpression } from '../../src/adapters/postgres/migrations/0002-policies.ts'
import type { RoleNames } from '../../src/adapters/postgres/roles.ts'
import { loginsOf } from '../../src/adapters/postgres/roles.ts'
import type { StoreFixture } from './fixture.ts'
import { storeFixture } from './fixture.ts'

/**
 * Tables of no organisation, which a distributed database copies to every node: the tree of bodies,
 * the files of packs under their digest, and which pack is in force.
 */
const referenceTables = ['organisation', 'pack', 'pack_in_force']

let fixture: StoreFixture
let superuser: Client
let names: RoleNames

beforeAll(async () => {
  fixture = await storeFixture()
  names = (await loginsOf(fixture.connection)).names
  superuser = new Client(fixture.connection)
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await fixture.close()
})

async function rows<Row extends object>(text: string): Promise<Row[]> {
  return (await superuser.query<Row>(text)).rows
}

describe('the schema can be distributed by organisation', () => {
  test('every key of an organisation begins with org_id bigint', async () => {
    const keys = await rows<{ table: string; name: string; first: string; type: string }>(
      `SELECT c.relname AS table, k.conname AS name, a.attname AS first,
         format_type(a.atttypid, NULL) AS type
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
       WHERE k.contype IN ('p', 'u', 'f', 'x') AND c.relnamespace = 'ledger'::regnamespace`,
    )
    const own = keys.filter((key) => !referenceTables.includes(key.table))
    expect(own.length).toBeGreaterThan(12)
    const wrong = own.filter((key) => key.first !== 'org_id' || key.type !== 'bigint')
    expect(wrong).toEqual([])
  })

  test('so does every unique index, and every table has a primary key', async () => {
    const indexes = await rows<{ table: string; first: string }>(
      `SELECT c.relname AS table, pg_get_indexdef(i.indexrelid, 1, true) AS first
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       WHERE c.relnamespace = 'ledger'::regnamespace`,
    )
    const own = indexes.filter((one) => !referenceTables.includes(one.table))
    expect(own.filter((one) => one.first !== 'org_id')).toEqual([])
    const keyless = await rows(
      `SELECT relname FROM pg_class c WHERE relnamespace = 'ledger'::regnamespace
         AND relkind IN ('r', 'p')
         AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p')`,
    )
    expect(keyless).toEqual([])
  })

  test('foreign keys go to reference tables, and nothing is deleted along with them', async () => {
    const keys = await rows<{ target: string; action: string }>(
      `SELECT c.relname AS target, confdeltype AS action FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.confrelid
       WHERE contype = 'f' AND k.connamespace = 'ledger'::regnamespace`,
    )
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(referenceTables).toContain(key.target)
      expect(key.action).toBe('a')
    }
  })

  test('there are no sequences, no triggers of ours, no rules, no inheritance', async () => {
    const found = await rows(
      `SELECT relname FROM pg_class
         WHERE relnamespace = 'ledger'::regnamespace AND relkind NOT IN ('r', 'i', 't')
       UNION ALL SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = 'ledger'::regnamespace AND NOT tgisinternal
       UNION ALL SELECT rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
         WHERE c.relnamespace = 'ledger'::regnamespace
       UNION ALL SELECT inhrelid::regclass::name FROM pg_inherits
         WHERE inhrelid::regclass::text LIKE 'ledger.%'`,
    )
    expect(found).toEqual([])
  })

  test('policies compare columns with the setting, and do nothing else', async () => {
    const policies = await rows<{ table: string; text: string; role: string }>(
      `SELECT c.relname AS table, r.role, e.text FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
       CROSS JOIN LATERAL (VALUES (pg_get_expr(polqual, polrelid)),
         (pg_get_expr(polwithcheck, polrelid))) e (text)
       CROSS JOIN LATERAL (SELECT string_agg(u::regrole::text, ',') AS role
         FROM unnest(polroles) u) r
       WHERE e.text IS NOT NULL`,
    )
    const open = policies.filter((one) => one.text !== policyExpression)
    // Every exception by name: who may see more than one organisation, and of what.
    const lines = open.map((one) => `${one.table} ${one.role} ${one.text}`)
    const audited = lines.filter((one) => one.endsWith(` ${names.auditor} true`))
    const tables = await rows<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'`,
    )
    const own = tables.map((one) => one.name).filter((one) => !referenceTables.includes(one))
    expect(audited.sort()).toEqual(own.map((one) => `${one} ${names.auditor} true`).sort())
    expect(lines.filter((one) => !audited.includes(one)).sort()).toEqual([
      `log_head ${names.signer} true`,
      'organisation - true',
      // Whoever reads the files of a pack looks whether they give the digest they stand under.
      'pack - true',
      'pack - true',
      'pack_in_force - true',
      'pack_in_force - true',
    ])
  })

  test('every table has row-level security enabled and forced', async () => {
    const open = await rows(
      `SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace
         AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    )
    expect(open).toEqual([])
  })
})

describe('the roles of the server', () => {
  test('own nothing, make nothing, and bypass nothing', async () => {
    const found = await rows<{ rolname: string }>(
      // Of this database alone: other tests change roles of theirs meanwhile.
      `SELECT rolname FROM pg_roles WHERE rolname IN ('${Object.values(names).join("', '")}')
         AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
    )
    expect(found).toEqual([])
  })

  test('cannot truncate or refer anywhere in the ledger, and delete from indexes and what passes alone', async () => {
    const found = await rows<{ right: string }>(
      `SELECT p || ' ' || c.relname || ' ' || r.rolname AS right FROM pg_class c, pg_roles r,
         unnest(ARRAY['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
       WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r'
         AND r.rolname IN ('${names.app}', '${names.signer}', '${names.auditor}',
           '${names.eraser}', '${names.auth}', '${names.jobs}')
         AND has_table_privilege(r.oid, c.oid, p)`,
    )
    // They are made of the records, so that what was erased there has to go here.
    const indexes = [
      ...['collected', 'facet'].flatMap((table) =>
        [names.app, names.eraser].map((role) => `DELETE ${table} ${role}`),
      ),
      ...['search_pair', 'search_part'].map((table) => `DELETE ${table} ${names.eraser}`),
    ]
    // Who has a draft open is no record, and goes after seconds.
    const passing = [`DELETE draft_reader ${names.app}`]
    const allowed = [...indexes, ...passing].sort()
    expect(found.map(({ right }) => right).sort()).toEqual(allowed)
  })

  test('reach each other’s schemas only where they must', async () => {
    const found = await rows<{ place: string }>(
      `SELECT n.nspname || ' ' || r.rolname AS place FROM pg_namespace n, pg_roles r
       WHERE n.nspname IN ('ledger', 'auth', 'jobs', 'meta')
         AND r.rolname LIKE 'taizhang\\_%' AND NOT r.rolsuper
         AND has_schema_privilege(r.oid, n.oid, 'USAGE') ORDER BY 1`,
    )
    expect(found.map((one) => one.place)).toEqual([
      `auth ${names.auth}`,
      `jobs ${names.jobs}`,
      `ledger ${names.app}`,
      `ledger ${names.auditor}`,
      `ledger ${names.eraser}`,
      `ledger ${names.migrator}`,
      `ledger ${names.signer}`,
      `ledger ${names.tables}`,
      `meta ${names.migrator}`,
      `meta ${names.tables}`,
    ])
  })
})
