import type { QueryConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachStatement, sinceStatement } from '../../src/adapters/postgres/each-record.ts'
import { asWritten } from '../../src/adapters/postgres/followed-people.ts'
import { pageStatement } from '../../src/adapters/postgres/page-statement.ts'
import { orderOf, placeIn } from '../../src/adapters/postgres/record-order.ts'
import { recordColumns } from '../../src/adapters/postgres/record-rows.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import type { Hits } from '../../src/adapters/postgres/search-hits.ts'
import type { RecordQuery } from '../../src/app/ports/store-ports.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let org: number

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  await fixture.store.appendAll(org, [meeting(), meeting(), meeting()])
})

afterAll(() => fixture?.close())

/** How the server's own role, under row-level security, would find a page. */
function planOf(
  query: Partial<RecordQuery>,
  filters: readonly { field: string; value: string }[] = [],
  more: { readonly hits?: Hits; readonly gathered?: { field: string; value: string } } = {},
): Promise<string> {
  const whole: RecordQuery = { register: 'meeting', limit: 50, ...query }
  const order = orderOf(whole)
  const { statement } = pageStatement(
    { org, query: whole, columns: () => recordColumns, people: asWritten, order, limit: 50 },
    { ...more, part: 'ordered', filters, after: query.after ? placeIn(query.after, order) : null },
  )
  return explained(statement, ['sort', 'seqscan', 'bitmapscan'])
}

/** The plan of a statement, with some ways made so dear that only what must go by them does. */
async function explained({ text, values }: QueryConfig, dear: readonly string[]): Promise<string> {
  const client = new Client(await connectionAs(fixture.connection, 'app'))
  await client.connect()
  try {
    const ways = dear.map((way) => `SET LOCAL enable_${way} = off;`)
    await client.query(`BEGIN; ${ways.join(' ')} SET LOCAL app.org = '${org}'`)
    const { rows } = await client.query(`EXPLAIN ${text}`, [...(values ?? [])])
    return rows.map((row) => String(Object.values(row as object)[0])).join('\n')
  } finally {
    await client.end()
  }
}

function cursorOf(...place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function indexCondition(plan: string): string {
  return plan.split('\n').find((line) => line.includes('Index Cond')) ?? plan
}

const id = '80000000-0000-4000-8000-000000000000'

test('a page far down begins inside the index, not at its start', async () => {
  const plan = await planOf({ after: cursorOf('ordered', '2025-02-27', id) })
  expect(indexCondition(plan)).toContain('ROW(')
})

test('a span of days is found by the index', async () => {
  expect(indexCondition(await planOf({ from: '2025-01-01' }))).toContain('2025-01-01')
})

test('a filter is found by its facets, and so is a span of days in it', async () => {
  const where = { kind: 'secretary-meeting' }
  const filters = [{ field: 'kind', value: 'secretary-meeting' }]
  const plan = await planOf({ where, from: '2025-01-01' }, filters)
  expect(indexCondition(plan)).toMatch(/secretary-meeting.*2025-01-01/)
  const after = cursorOf('ordered', '2025-02-27', id)
  expect(indexCondition(await planOf({ where, after }, filters))).toContain('ROW(')
  expect(plan).not.toContain('Sort')
})

test('the facets of a second filter are looked up for each of the first', async () => {
  const filters = [
    { field: 'kind', value: 'secretary-meeting' },
    { field: 'topics', value: '安全' },
  ]
  const plan = await planOf({ where: { kind: 'secretary-meeting', topics: '安全' } }, filters)
  expect(plan).toMatch(/Index Cond.*安全.*f\.day.*f\.id/)
})

test('a list by the values of a field goes through its facets', async () => {
  const sort = { by: 'kind', descending: true }
  const after = cursorOf('ordered', 'secretary-meeting', '2025-02-27', id)
  const plan = await planOf({ sort, after })
  expect(indexCondition(plan)).toMatch(/kind.*ROW\(/)
  expect(plan).not.toContain('Sort')
})

test('a list by the column that it is filtered by goes through what the filter finds', async () => {
  const filter = { field: 'kind', value: 'secretary-meeting' }
  const sort = { by: 'kind', descending: false }
  const where = { kind: 'secretary-meeting' }
  const after = cursorOf('ordered', 'secretary-meeting', '2025-02-27', id)
  for (const asked of [
    { sort, where },
    { sort, where, after },
  ]) {
    const plan = await planOf(asked, [filter])
    expect(indexCondition(plan)).toMatch(/field = 'kind'.*value = 'secretary-meeting'/)
    expect(plan).not.toMatch(/Sort|Join|SubPlan/)
  }
})

test('what a search finds is read behind the index of days, in its order', async () => {
  const hits = { entries: [2, 3], spans: [{ from: 4, to: 9 }], size: 9 }
  const after = cursorOf('ordered', '2025-02-27', id)
  const plan = await planOf({ search: '安全', after }, [], { hits })
  expect(plan).toMatch(/Index Only Scan.* using record_by_day/)
  expect(indexCondition(plan)).toContain('ROW(')
  expect(plan).toMatch(/hashed SubPlan/)
  expect(plan).not.toMatch(/Sort|Join/)
})

test('a filter that leaves some is gathered for a list by the values of another field', async () => {
  const filter = { field: 'kind', value: 'secretary-meeting' }
  const sort = { by: 'title', descending: true }
  const where = { kind: 'secretary-meeting' }
  const plan = await planOf({ sort, where }, [filter], { gathered: filter })
  expect(indexCondition(plan)).toContain('$title')
  expect(plan).toMatch(/hashed SubPlan/)
  expect(plan).not.toMatch(/Sort|Join/)
})

test.each([
  ['in the order of another field', { sort: { by: 'title', descending: true } }, []],
  ['by a filter', {}, [{ field: 'kind', value: 'secretary-meeting' }]],
])('what a search finds is gathered once for a list %s', async (_, asked, filters) => {
  const hits = { entries: [2, 3], spans: [{ from: 4, to: 9 }], size: 9 }
  const plan = await planOf({ search: '安全', ...asked }, filters, { hits })
  expect(plan).toMatch(/hashed SubPlan/)
  expect(plan.match(/Index Only Scan using record_of_entry/g)).toHaveLength(2)
  expect(plan).not.toMatch(/Sort|Join/)
})

test('what moved is read by its key, whatever PostgreSQL believes of how many there are', async () => {
  const statement = sinceStatement(org, { size: 2, without: new Map() })
  const plan = await explained(statement, ['nestloop', 'seqscan', 'bitmapscan', 'hashagg', 'sort'])
  expect(plan).toMatch(/Index Cond: .*id = ANY/)
  expect(plan).toMatch(/Index Scan using entry_pkey.*\n.*Index Cond: .*index >=/)
  expect(plan).not.toMatch(/Hash Join|Merge Join/)
})

test('a year is read as the index has it, whatever PostgreSQL believes of how many there are', async () => {
  const from = '2024-01-01'
  const asked = ['meeting', 'lecture'].map((register) => {
    return { register, from, to: '2026-12-31', without: ['place'] }
  })
  const plan = await explained(eachStatement(org, asked), ['nestloop', 'seqscan', 'bitmapscan'])
  expect(plan).toMatch(/Index Scan using record_by_day/)
  expect(plan).not.toMatch(/Hash|Sort|Merge/)
})
