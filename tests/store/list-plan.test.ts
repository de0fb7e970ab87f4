import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asWritten } from '../../src/adapters/postgres/followed-people.ts'
import { listStatement } from '../../src/adapters/postgres/record-list.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import type { StoreFixture } from './fixture.ts'

let fixture: StoreFixture
let org: number

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  await fixture.store.appendAll(org, [meeting(), meeting(), meeting()])
})

afterAll(() => fixture?.close())

/** How the server's own role, under row-level security, would find a page. */
async function planOf(query: { from?: string; after?: string }): Promise<string> {
  const client = new Client(await connectionAs(fixture.connection, 'app'))
  await client.connect()
  try {
    await client.query(`BEGIN; SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off;
      SET LOCAL enable_bitmapscan = off; SET LOCAL app.org = '${org}'`)
    const { text, values } = listStatement(
      org,
      { register: 'meeting', limit: 50, ...query },
      asWritten,
    )
    const { rows } = await client.query(`EXPLAIN ${text}`, values)
    return rows.map((row) => String(Object.values(row as object)[0])).join('\n')
  } finally {
    await client.end()
  }
}

function indexCondition(plan: string): string {
  return plan.split('\n').find((line) => line.includes('Index Cond')) ?? plan
}

test('a page far down begins inside the index, not at its start', async () => {
  const cursor = JSON.stringify(['2025-02-27', '80000000-0000-4000-8000-000000000000'])
  const plan = await planOf({ after: Buffer.from(cursor).toString('base64url') })
  expect(indexCondition(plan)).toContain('ROW(')
})

test('a span of days is found by the index', async () => {
  expect(indexCondition(await planOf({ from: '2025-01-01' }))).toContain('2025-01-01')
})
