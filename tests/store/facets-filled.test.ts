import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillFacets } from '../../src/adapters/postgres/fill-facets.ts'
import { loginsOf } from '../../src/adapters/postgres/roles.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
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

async function faults(): Promise<readonly string[]> {
  const reports = await fsckOnce(fixture)
  return reports.flatMap((one) => one.faults.map(({ code }) => code))
}

/** The database as it was before there were facets, as far as they go. */
async function takeBack(): Promise<void> {
  const { names } = await loginsOf(fixture.connection)
  await superuser.query(`DELETE FROM ledger.facet; DELETE FROM meta.migration WHERE number = 27;
    SET ROLE ${names.tables};
    CREATE TABLE meta.facet_fill (org_id bigint PRIMARY KEY, after uuid);
    INSERT INTO meta.facet_fill (org_id) SELECT org_id FROM ledger.organisation;
    RESET ROLE`)
}

test('an upgrade writes the facets of every unit, and goes on where it was ended', async () => {
  const many = await foundUnit(fixture, '海棠市档案馆')
  const few = await foundUnit(fixture, '海棠市图书馆')
  await fixture.store.appendAll(
    many,
    Array.from({ length: 1_200 }, (_, n) => meeting({ title: `会议 ${n}` })),
  )
  await fixture.store.append(few, meeting({ occurredOn: null, lateDays: 2 }))
  await takeBack()
  expect(await faults()).toContain('fsck.facet.missing')

  // One batch is committed; the next is ended in its middle.
  const { names } = await loginsOf(fixture.connection)
  for (const end of ['COMMIT', 'ROLLBACK']) {
    await superuser.query(`BEGIN; SET LOCAL ROLE ${names.tables}`)
    expect(await fillFacets(superuser)).toBe(true)
    await superuser.query(end)
  }
  const { rows } = await superuser.query('SELECT count(DISTINCT id)::integer FROM ledger.facet')
  expect(rows).toEqual([{ count: 1_000 }])
  // What is written meanwhile has its facets, and keeps them.
  await fixture.store.append(many, meeting({ title: '新会议' }))

  await (await fixture.reopen()).close()
  expect(await faults()).toEqual([])
  const page = await fixture.store.read(many, (reader) =>
    reader.records({ register: 'meeting', limit: 5, where: { kind: 'secretary-meeting' } }),
  )
  expect(page.items).toHaveLength(5)
})
