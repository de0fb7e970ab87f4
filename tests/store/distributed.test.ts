import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDistributor } from '../../src/adapters/postgres/distribute.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { testDatabase } from '../database.ts'
import { clusterOf } from '../databases.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture, storeOn } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

let fixture: StoreFixture
let superuser: Client

beforeAll(async () => {
  fixture = await storeFixture()
  superuser = new Client(fixture.connection)
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await fixture.close()
})

describe('on a PostgreSQL of one machine', () => {
  test('a plan names every table of the ledger, the head first, and what is missing', async () => {
    const { statements, faults } = await openDistributor(fixture.connection).plan()
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'`,
    )
    const spread = statements.filter((one) => one.startsWith('SELECT create_'))
    expect(spread.length).toBe(rows.length)
    for (const { name } of rows) expect(spread.join()).toContain(`'ledger.${name}'`)
    expect(spread[1]).toContain("create_reference_table('ledger.pack'")
    expect(spread[0]).toContain("create_reference_table('ledger.organisation')")
    expect(spread[2]).toContain("create_reference_table('ledger.pack_in_force'")
    expect(spread[3]).toContain("create_distributed_table('ledger.log_head', 'org_id'")
    expect(faults.map(({ code }) => code)).toEqual(['database.citus.missing'])
  })

  test('a run is refused and changes nothing', async () => {
    const owner = () =>
      superuser.query(
        `SELECT rolcanlogin, rolbypassrls FROM pg_class c JOIN pg_roles r ON r.oid = relowner
         WHERE c.oid = 'ledger.entry'::regclass`,
      )
    const { rows: before } = await owner()
    const refusal = await openDistributor(fixture.connection)
      .run()
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((await owner()).rows).toEqual(before)
    await fixture.selfTest()
  })

  test('an empty database is no ledger to plan for', async () => {
    const empty = await testDatabase()
    const { statements, faults } = await openDistributor(empty.connection).plan()
    expect(statements).toEqual([])
    expect(faults.map(({ code }) => code)).toEqual(['database.citus.unprepared'])
    await empty.drop()
  })
})

// The catalogue of Citus, as far as the self-test reads it, put into a database without it.
describe('the self-test of a distributed ledger', () => {
  async function planted(walLevels: readonly string[], tables = 'true'): Promise<void> {
    const levels = walLevels.map((one) => `(true, '${one}')`).join(', ')
    await superuser.query(`
      CREATE TABLE public.pg_dist_partition AS SELECT c.oid::regclass AS logicalrelid
        FROM pg_class c WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r' AND ${tables};
      GRANT SELECT ON public.pg_dist_partition TO PUBLIC;
      CREATE FUNCTION public.run_command_on_workers(text) RETURNS TABLE (success bool, result text)
        LANGUAGE sql AS $$ SELECT * FROM (VALUES ${levels}) AS of_node $$`)
  }

  async function codes(): Promise<readonly string[]> {
    const refusal: unknown = await fixture.selfTest().catch((error: unknown) => error)
    return refusal instanceof Refusal ? refusal.faults.map(({ code }) => code) : []
  }

  async function bypass(how: 'BYPASSRLS' | 'NOBYPASSRLS'): Promise<void> {
    const { rows } = await superuser.query<{ owner: string }>(
      "SELECT relowner::regrole::text AS owner FROM pg_class WHERE oid = 'ledger.entry'::regclass",
    )
    await superuser.query(`ALTER ROLE ${rows[0]?.owner} ${how}`)
  }

  async function takeAway(): Promise<void> {
    await superuser.query('DROP TABLE public.pg_dist_partition')
    await superuser.query('DROP FUNCTION public.run_command_on_workers')
  }

  test('refuses one whose shards could be moved under the eyes of its row security', async () => {
    await planted(['logical', 'replica'])
    expect(await codes()).toEqual(['database.citus.moves'])
    await bypass('BYPASSRLS')
    expect(await codes()).toEqual([])
    await bypass('NOBYPASSRLS')
    await takeAway()
    await planted(['replica', 'replica'])
    expect(await codes()).toEqual([])
    await takeAway()
  })

  test('names the tables that an upgrade has added since', async () => {
    await planted(['replica'], "relname <> 'facet'")
    expect(await codes()).toEqual(['database.citus.undistributed'])
    await takeAway()
    expect(await codes()).toEqual([])
  })
})

/** Writes, searches, erases, changes keys and audits, with something else going on meanwhile. */
async function walk(
  at: StoreFixture,
  meanwhile: (unit: number) => Promise<unknown>,
): Promise<void> {
  const { store } = at
  const unit = await foundUnit(at)
  const first = await store.append(unit, meeting())
  const writes = Array.from({ length: 200 }, () => store.append(unit, meeting()))
  const [written] = await Promise.all([Promise.all(writes), meanwhile(unit)])
  expect(new Set(written.map(({ index }) => index)).size).toBe(200)
  await store.indexSearch(unit)
  await store.erase(unit, {
    record: first.record?.id ?? '',
    expected: 1,
    paths: ['topics'],
    reason: '依法删除',
    title: '（已删除）',
    search: '',
    actor: 'p-1',
    pack: null,
  })
  await at.checkpointNow(unit)
  await store.changeKeys(unit, { how: 'rotated', reason: '轮换', actor: 'p-1', pack: null })
  await store.append(unit, meeting())
  await at.checkpointNow(unit)
  const [report] = await fsckOnce(at, { organisations: [unit] })
  expect(report?.faults).toEqual([])
  // Founding, 202 meetings, the erasure and the change of keys.
  expect(report?.entries).toBe(205)
}

/** A coordinator with workers and an empty database that has the extension, as a superuser. */
const citus = process.env['CITUS_URL']

// Left to choose, Citus moves online where the machines can decode what is written.
async function moveShard(client: Client, unit: number): Promise<void> {
  const { rows } = await client.query<{ moved: string }>(
    `WITH placed AS (
       SELECT shardid, nodename, nodeport FROM citus_shards
       WHERE shardid = get_shard_id_for_distribution_column('ledger.entry', $1::bigint))
     SELECT format('SELECT citus_move_shard_placement(%s, %L, %s, %L, %s, %L)', p.shardid,
       p.nodename, p.nodeport, n.nodename, n.nodeport, 'auto') AS moved
     FROM placed p JOIN pg_dist_node n ON n.shouldhaveshards
       AND (n.nodename, n.nodeport) <> (p.nodename, p.nodeport) LIMIT 1`,
    [unit],
  )
  await client.query(rows[0]?.moved ?? '')
}

describe('a ledger is written, erased from, given other keys and audited', () => {
  test('on one machine', () => walk(fixture, async () => {}))

  test.skipIf(citus === undefined)(
    'on Citus, while its shard moves (skipped without CITUS_URL)',
    async () => {
      const connection = clusterOf(citus ?? '')
      const before = await storeOn({ connection, keysDir: fixture.keysDir })
      await before.close()
      expect((await openDistributor(connection).run()).faults).toEqual([])
      expect((await openDistributor(connection).plan()).statements).toEqual([])
      const spread = await storeOn({ connection, keysDir: fixture.keysDir })
      const client = new Client(connection)
      await client.connect()
      await walk(spread, (unit) => moveShard(client, unit))
      await client.end()
      await spread.close()
    },
  )
})
