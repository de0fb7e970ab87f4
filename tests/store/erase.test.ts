import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

let fixture: StoreFixture
let org: number

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 4 })
  org = await foundUnit(fixture)
})

afterAll(() => fixture.close())

const person = { name: '林知遥', post: '馆员' }

async function erased(): Promise<{ record: string; first: number; by: number }> {
  const { store } = fixture
  const made = await store.append(
    org,
    meeting({ register: 'person', values: person, title: '林知遥', search: '林知遥 馆员' }),
  )
  const record = made.record?.id ?? ''
  await store.append(
    org,
    meeting({
      kind: 'correct',
      register: 'person',
      record,
      expected: 1,
      values: { ...person, post: '馆长' },
      title: '林知遥',
      search: '林知遥 馆长',
    }),
  )
  // What is beside it is in the index of the search all along; what it says, until then.
  await store.appendAll(org, [meeting(), meeting(), meeting(), meeting(), meeting()])
  expect(await store.indexSearch(org)).toBe(2)
  const gone = await store.erase(org, {
    record,
    expected: 2,
    paths: ['name'],
    reason: '本人申请',
    title: '（已删除）',
    search: '馆长',
    actor: 'p-2',
    pack: null,
  })
  return { record, first: made.index, by: gone.index }
}

test('an erasure leaves no trace of the value, and every proof as it was', async () => {
  await fixture.checkpointNow(org)
  const { record, first, by } = await erased()
  const versions = await fixture.store.read(org, (reader) => reader.versions(record))
  expect(versions.map((one) => one.values)).toEqual([
    { post: '馆员' },
    { post: '馆长' },
    { post: '馆长' },
  ])
  expect(versions.map((one) => one.secret === null)).toEqual([true, true, false])
  const stands = await fixture.store.read(org, (reader) => reader.record(record))
  expect(stands).toMatchObject({ version: 3, register: 'person', values: { post: '馆长' } })

  const superuser = new Client(fixture.connection)
  await superuser.connect()
  const { rows } = await superuser.query<{ all: string }>(
    `SELECT (SELECT string_agg(e::text, '') FROM ledger.entry e WHERE index > 0) ||
       (SELECT string_agg(p::text, '') FROM ledger.payload p) ||
       (SELECT string_agg(r::text, '') FROM ledger.record r) ||
       (SELECT string_agg(f::text, '') FROM ledger.facet f) ||
       (SELECT string_agg(p::text, ' ') FROM ledger.search_pair p) AS all`,
  )
  await superuser.end()
  expect(rows[0]?.all).not.toMatch(/林知|知遥/)
  expect(rows[0]?.all).toContain('规划')

  await fixture.checkpointNow(org)
  const [report] = await fsckOnce(fixture)
  expect(report?.faults).toEqual([])
  expect(report?.erased.map((one) => [one.entry, one.by])).toEqual([
    [first, by],
    [first + 1, by],
  ])
  expect(report?.erased[0]?.text.en).toBe(`Part of entry ${first} was erased by entry ${by}.`)
})

test('a field that is not there is refused, and nothing is written', async () => {
  const made = await fixture.store.append(org, meeting())
  const request = {
    record: made.record?.id ?? '',
    expected: 1,
    paths: ['phone'],
    reason: 'x',
    title: 'x',
    search: 'x',
    actor: 'p-2',
    pack: null,
  }
  await expect(fixture.store.erase(org, request)).rejects.toThrow('erase.path')
  const other = { ...request, paths: ['kind'], expected: 7 }
  await expect(fixture.store.erase(org, other)).rejects.toThrow('write.stale')
  const position = await fixture.store.read(org, (reader) => reader.position())
  expect(position.size).toBe(made.index + 1)
})
