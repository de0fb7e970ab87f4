import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, storeFixture } from './fixture.ts'

let fixture: StoreFixture

beforeAll(async () => {
  fixture = await storeFixture()
})

afterAll(() => fixture.close())

test('whoever looks at a draft is told who else does, until they have gone without a trace', async () => {
  const [org, other] = [await foundUnit(fixture), await foundUnit(fixture, '海棠市图书馆')]
  const [one, two] = [randomUUID(), randomUUID()]
  const seen = (person: string, draft = one, where = org) =>
    fixture.drafts.seen(where, { draft, person })
  expect(await seen('a')).toEqual([])
  expect(await seen('b')).toEqual(['a'])
  expect(await seen('c', two)).toEqual([])
  expect(await seen('d', one, other)).toEqual([])
  expect(await seen('a')).toEqual(['b'])
  const owner = new Client(fixture.connection)
  await owner.connect()
  await owner.query(
    `UPDATE ledger.draft_reader SET seen_at = seen_at - interval '20 s' WHERE person <> 'b'`,
  )
  expect(await seen('b')).toEqual([])
  const { rows } = await owner.query('SELECT person FROM ledger.draft_reader WHERE org_id = $1', [
    org,
  ])
  await owner.end()
  expect(rows).toEqual([{ person: 'b' }])
})
