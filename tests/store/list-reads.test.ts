import type { Pool } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FollowedPeople } from '../../src/adapters/postgres/followed-people.ts'
import { asWritten } from '../../src/adapters/postgres/followed-people.ts'
import { openPool } from '../../src/adapters/postgres/open-pool.ts'
import { readPage } from '../../src/adapters/postgres/record-page.ts'
import { recordColumns } from '../../src/adapters/postgres/record-rows.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import type { Scope } from '../../src/adapters/postgres/within-organisation.ts'
import { withinOrganisation } from '../../src/adapters/postgres/within-organisation.ts'
import type { RecordQuery } from '../../src/app/ports/store-ports.ts'
import { onePersonOf } from '../../src/ledger/core/one-person.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

// What a page of a list costs, in blocks that PostgreSQL looked at for it: the same on any machine,
// whatever else it does. Each list leaves little of the register, and must not read all of it.

let fixture: StoreFixture
let pool: Pool
let org: number

const count = 3_000
/** Somebody, an office and a record that few records name. */
const [person, office, other] = ['1', '2', '3'].map(
  (one) => `${one.repeat(8)}-0000-4000-8000-${one.repeat(12)}`,
)
const another = '44444444-0000-4000-8000-444444444444'

/** Two rooms whose numbers have three figures of three: most records hold any two of them in turn. */
function roomsOf(n: number): readonly string[] {
  return [n, n * 7 + 5].map((one) => {
    const figures = [one, Math.floor(one / 3), Math.floor(one / 9)].map((part) => 1 + (part % 3))
    return `${figures.join('')}号`
  })
}

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 256 })
  org = await foundUnit(fixture)
  const requests = Array.from({ length: count }, (_, n) => {
    const isNamed = n % 1_000 === 7
    const month = String(1 + (Math.floor(n / 12) % 12)).padStart(2, '0')
    const day = n % 300 === 0 ? '2025-02-01' : `2025-${month}-15`
    return meeting({
      occurredOn: day,
      title: `会议 ${n}`,
      search: [`会议 ${n}`, ...(n % 12 === 5 ? ['安全生产'] : []), ...roomsOf(n)].join(' '),
      values: {
        heldOn: day,
        kind: n % 6 === 0 ? 'rare' : 'usual',
        // Of those that are usual none has it.
        ...(n % 6 === 0 ? { followUp: 'yes' } : {}),
        // Who is of one half is not of the other; both leave too many to be gathered at once.
        half: n < count / 2 ? 'first' : 'second',
        ...(n < count / 2 ? {} : { signed: 'yes' }),
        chair: isNamed ? (person ?? '') : another,
        office: isNamed ? (office ?? '') : another,
        from: isNamed ? (other ?? '') : another,
        attendees: isNamed ? [person ?? '', another] : [another],
      },
    })
  })
  await fixture.store.appendAll(org, requests)
  await fixture.store.indexSearch(org)
  // So that what an index holds is not looked up beside it as well.
  const owner = new Client(fixture.connection)
  await owner.connect()
  await owner.query('VACUUM ledger.record, ledger.facet')
  await owner.end()
  pool = openPool(await connectionAs(fixture.connection, 'app'), { max: 1 })
})

afterAll(async () => {
  await pool?.end()
  await fixture?.close()
})

/** Reads a page as the server's own role does; answers how many blocks were looked at for it. */
async function pageOf(
  query: Partial<RecordQuery>,
  people: FollowedPeople = asWritten,
): Promise<{ readonly rows: number; readonly blocks: number }> {
  const whole: RecordQuery = { register: 'meeting', limit: 50, ...query }
  let blocks = 0
  const page = await withinOrganisation(pool, { org, mode: 'read' }, (scope) => {
    const rows: Scope['rows'] = async (statement) => {
      const { text: asked, values = [] } = statement
      const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${asked}`
      const [explained] = await scope.rows<Explained>({ text, values })
      const plan = explained?.['QUERY PLAN'][0]?.Plan
      blocks += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)
      return scope.rows(statement)
    }
    return readPage({ ...scope, rows }, { query: whole, columns: () => recordColumns, people })
  })
  return { rows: page.rows.length, blocks }
}

interface Explained {
  readonly 'QUERY PLAN': readonly {
    readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
  }[]
}

/** A look at each record takes a block each. */
const all = count

const single = ['chair', 'office', 'from', 'kind', 'followUp', 'half', 'signed']

test('a list in the order of its days reads a page of it', async () => {
  const { rows, blocks } = await pageOf({})
  expect(rows).toBe(50)
  expect(blocks).toBeLessThan(all / 2)
})

test.each([
  ['a person', 'chair', person],
  ['an office', 'office', office],
  ['another record', 'from', other],
])('a filter by %s reads what it finds', async (_, field, id) => {
  const { rows, blocks } = await pageOf({ where: { [field]: id ?? '' }, single })
  expect(rows).toBe(3)
  expect(blocks).toBeLessThan(all / 10)
})

test('one by somebody who was there among others looks at the records, and finds them', async () => {
  const { rows, blocks } = await pageOf({ where: { attendees: person ?? '' }, single })
  expect(rows).toBe(3)
  expect(blocks).toBeGreaterThan(all / 2)
})

test('one by a person who goes on as another finds both', async () => {
  const who = onePersonOf([{ person: another, into: person ?? '', from: '2025-01-01' } as never])
  const people = { who, otherNames: () => [] }
  const { rows } = await pageOf({ where: { chair: person ?? '' }, single, limit: 500 }, people)
  expect(rows).toBe(500)
})

test('a few days in another order are read and nothing beside them', async () => {
  const days = { from: '2025-02-01', to: '2025-02-01' }
  const { rows, blocks } = await pageOf({ ...days, sort: { by: 'recordedAt', descending: true } })
  expect(rows).toBe(10)
  expect(blocks).toBeLessThan(all / 20)
})

test('of two filters that exclude each other the smaller is gone through, by whatever column', async () => {
  const where = { kind: 'usual', followUp: 'yes' }
  const sort = { by: 'nothing', descending: false }
  const { rows, blocks } = await pageOf({ where, single, sort })
  expect(rows).toBe(0)
  expect(blocks).toBeLessThan(all)
})

test('what a search finds is gathered for a list in the order of a column', async () => {
  const { rows, blocks } = await pageOf({
    search: '安全生产',
    sort: { by: 'title', descending: true },
  })
  expect(rows).toBe(50)
  expect(blocks).toBeLessThan(all / 5)
})

test('and for a list by a filter that finds others', async () => {
  const { rows, blocks } = await pageOf({ search: '安全生产', where: { followUp: 'yes' }, single })
  expect(rows).toBe(0)
  expect(blocks).toBeLessThan(all / 5)
})

test('a number all of whose pairs are common is found by its threes', async () => {
  const { rows, blocks } = await pageOf({
    search: '321号',
    sort: { by: 'title', descending: true },
  })
  expect(rows).toBe(50)
  expect(blocks).toBeLessThan(all / 2)
})

test('and beside a filter too, in whatever order', async () => {
  const { rows, blocks } = await pageOf({
    search: '321号',
    where: { kind: 'usual' },
    single,
    sort: { by: 'title', descending: true },
  })
  expect(rows).toBe(50)
  expect(blocks).toBeLessThan(all / 2)
})

test('a common filter that a column has at its end is gathered after a stretch of it', async () => {
  const where = { signed: 'yes' }
  const { rows, blocks } = await pageOf({ where, single, sort: { by: 'half', descending: false } })
  expect(rows).toBe(50)
  expect(blocks).toBeLessThan(all / 2)
})

test('and so is one of two that exclude each other, in the order of days', async () => {
  const { rows, blocks } = await pageOf({ where: { half: 'first', signed: 'yes' }, single })
  expect(rows).toBe(0)
  expect(blocks).toBeLessThan(all / 2)
})
