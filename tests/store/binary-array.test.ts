import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { binaryArray } from '../../src/adapters/postgres/binary-array.ts'
import { testDatabase } from '../database.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let client: Client

beforeAll(async () => {
  database = await testDatabase()
  client = new Client(database.connection)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

async function back<T>(type: 'text' | 'bytea' | 'jsonb', elements: readonly unknown[]) {
  const sent = binaryArray(type, elements as readonly string[])
  const { rows } = await client.query<{ one: T }>(`SELECT unnest($1::${type}[]) AS one`, [sent])
  return rows.map(({ one }) => one)
}

const texts = ['', 'NULL', 'null', '{a,b}', '"quoted" \\ back\\\\slash', '会议 𠮷', '\u0001\n\t']

test('texts arrive as they were, whatever a list of PostgreSQL would escape', async () => {
  expect(await back('text', [...texts, null, undefined])).toEqual([...texts, null, null])
  expect(await back('text', [])).toEqual([])
})

test('bytes arrive as they were', async () => {
  const bytes = [new Uint8Array(0), Uint8Array.from([0, 255, 92, 34]), new Uint8Array(32).fill(7)]
  const came = await back<Buffer | null>('bytea', [...bytes, null])
  expect(came.map((one) => one && [...one])).toEqual([...bytes.map((one) => [...one]), null])
})

test('JSON arrives as the values it says', async () => {
  const values = [{ 主题: texts, n: 1.5, no: null }, [], 'text', 0, false]
  const came = await back(
    'jsonb',
    values.map((one) => JSON.stringify(one)),
  )
  expect(came).toEqual(values)
})
