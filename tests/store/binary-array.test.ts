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

type ArrayType = Parameters<typeof binaryArray>[0]

async function back<T>(type: ArrayType, elements: readonly unknown[]) {
  const sent = binaryArray(type, elements as readonly string[])
  const { rows } = await client.query<{ one: T }>(`SELECT unnest($1::${type}[]) AS one`, [sent])
  return rows.map(({ one }) => one)
}

const texts = [
  '',
  '',
  'NULL',
  'null',
  '{a,b}',
  '"quoted" \\ back\\\\slash',
  '会议 𠮷',
  '\u0001\n\t',
]

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

test('days and ids arrive as they were written', async () => {
  const days = [
    '2025-03-01',
    '2025-03-01',
    '1999-12-31',
    '2000-02-29',
    '0001-01-01',
    '9999-12-31',
    '-infinity',
  ]
  const { rows } = await client.query<{ one: string | null }>(
    'SELECT unnest($1::date[])::text AS one',
    [binaryArray('date', [...days, null])],
  )
  expect(rows.map(({ one }) => one)).toEqual([...days, null])
  const again = '00000000-0000-4000-8000-000000000002'
  const ids = [
    again,
    again,
    again,
    '00000000-0000-4000-8000-000000000001',
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  ]
  expect(await back('uuid', [...ids, null])).toEqual([...ids, null])
})
