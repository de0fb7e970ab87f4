import { Client } from 'pg'
import { expect, test } from 'vitest'
import { openPool } from '../../src/adapters/postgres/open-pool.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { searchedRecords } from '../../src/adapters/postgres/search-parts.ts'
import type { Scope } from '../../src/adapters/postgres/within-organisation.ts'
import { withinOrganisation } from '../../src/adapters/postgres/within-organisation.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

const count = 4_000

interface Explained {
  readonly 'QUERY PLAN': readonly {
    readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
  }[]
}

// After a large import the job of the hour may come before PostgreSQL has counted the new unit.
test('a part of a unit that was filled since the last ANALYZE is read without its other records', async () => {
  const fixture = await storeFixture()
  const meetings = Array.from({ length: count }, (_, n) => meeting({ title: `会议 ${n}` }))
  const counted = await foundUnit(fixture)
  await fixture.store.appendAll(counted, meetings)
  const owner = new Client(fixture.connection)
  await owner.connect()
  await owner.query('VACUUM (ANALYZE) ledger.record, ledger.entry')
  await owner.end()
  const filled = await foundUnit(fixture)
  await fixture.store.appendAll(filled, meetings)
  const pool = openPool(await connectionAs(fixture.connection, 'app'), { max: 1 })
  const span = { from: 1_024, to: 1_280 }
  let blocks = 0
  const found = await withinOrganisation(pool, { org: filled, mode: 'read' }, (scope) => {
    const rows: Scope['rows'] = async ({ text, values = [] }) => {
      const asked = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`
      const [explained] = await scope.rows<Explained>({ text: asked, values })
      const plan = explained?.['QUERY PLAN'][0]?.Plan
      blocks += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)
      return scope.rows({ text, values })
    }
    return searchedRecords({ ...scope, rows }, span)
  })
  await pool.end()
  await fixture.close()
  expect(found).toHaveLength(span.to - span.from)
  // Some blocks an entry, and none for each record of the unit.
  expect(blocks).toBeLessThan(4 * (span.to - span.from))
}, 120_000)
