import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../src/adapters/postgres/open-pool.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { withinOrganisation } from '../../src/adapters/postgres/within-organisation.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let pool: Pool
let mine: number
let theirs: number

const tables = [
  'log_head',
  'log_key',
  'entry',
  'payload',
  'record',
  'facet',
  'search_part',
  'search_pair',
  'answer',
  'checkpoint',
  'cosignature',
  'tile',
  'pack_version',
  'trail',
  'clock_word',
]

beforeAll(async () => {
  fixture = await storeFixture()
  pool = openPool(await connectionAs(fixture.connection, 'app'), { max: 2 })
  mine = await foundUnit(fixture, '海棠市档案馆')
  theirs = await foundUnit(fixture, '海棠市图书馆')
  for (const org of [mine, theirs]) {
    await fixture.store.append(org, meeting({ idempotency: { key: `k${org}`, digest: 'd' } }))
    await fixture.checkpointNow(org)
    const line = { act: 'export', subject: null, outcome: 'done', detail: null } as const
    await fixture.store.trail(org, { actor: `p${org}`, ...line })
  }
})

afterAll(async () => {
  await pool.end()
  await fixture.close()
})

describe('with every filter of the application left out, the database itself', () => {
  test.each(tables)('shows only the rows of one organisation in %s', async (table) => {
    const seen = await withinOrganisation(pool, { org: mine, mode: 'read' }, (scope) =>
      scope.rows<{ org_id: number }>({ text: `SELECT DISTINCT org_id FROM ledger.${table}` }),
    )
    expect(seen.filter((row) => row.org_id !== mine)).toEqual([])
  })

  test.each(tables)('shows nothing at all of %s without a context', async (table) => {
    const client = new Client(await connectionAs(fixture.connection, 'app'))
    await client.connect()
    expect((await client.query(`SELECT FROM ledger.${table}`)).rowCount).toBe(0)
    // After a SET LOCAL has ended the setting is '', not null.
    await client.query("BEGIN; SET LOCAL app.org = '1'; COMMIT")
    expect((await client.query(`SELECT FROM ledger.${table}`)).rowCount).toBe(0)
    await client.end()
  })

  test('takes no row for another organisation, and changes none', async () => {
    const write = withinOrganisation(pool, { org: mine, mode: 'write' }, (scope) =>
      scope.rows({
        text: `INSERT INTO ledger.answer (org_id, key, digest, index) VALUES ($1, 'x', 'x', 0)`,
        values: [theirs],
      }),
    )
    await expect(write).rejects.toThrow('row-level security')
    const changed = await withinOrganisation(pool, { org: mine, mode: 'write' }, (scope) =>
      scope.rows({
        text: 'UPDATE ledger.record SET title = $2 WHERE org_id = $1 RETURNING id',
        values: [theirs, 'x'],
      }),
    )
    expect(changed).toEqual([])
  })

  test('lets nobody rewrite or remove an entry', async () => {
    for (const text of [
      "UPDATE ledger.entry SET leaf = 'x'",
      'DELETE FROM ledger.entry',
      'TRUNCATE ledger.entry',
      'UPDATE ledger.payload SET secret = NULL',
      "UPDATE ledger.checkpoint SET note = 'x'",
    ]) {
      const attempt = withinOrganisation(pool, { org: mine, mode: 'write' }, (scope) =>
        scope.rows({ text }),
      )
      await expect(attempt).rejects.toThrow('permission denied')
    }
  })
})

test('a context never leaks to another user of the same connection', async () => {
  const rounds = Number(process.env['TAIZHANG_INTERLEAVINGS'] ?? 600)
  const wrong: number[] = []
  await Promise.all(
    Array.from({ length: rounds }, async (_, round) => {
      const org = round % 3 === 0 ? theirs : mine
      const failing = round % 5 === 0
      const work = withinOrganisation(pool, { org, mode: 'write' }, async (scope) => {
        const rows = await scope.rows<{ org_id: number }>({
          text: `SELECT org_id FROM ledger.record UNION ALL SELECT org_id FROM ledger.entry`,
        })
        wrong.push(...rows.map((row) => row.org_id).filter((one) => one !== org))
        if (failing) await scope.rows({ text: 'SELECT 1 / 0' })
      })
      await work.catch((error: Error) => {
        if (!failing) throw error
      })
    }),
  )
  expect(wrong).toEqual([])
})

test('nothing of a context is left on its connection, however the work ended', async () => {
  const one = openPool(await connectionAs(fixture.connection, 'app'), { max: 1 })
  const left = async () => {
    const { rows } = await one.query<{ org: string | null }>(
      `SELECT nullif(current_setting('app.org', true), '') AS org`,
    )
    return rows[0]?.org
  }
  for (const mode of ['read', 'write'] as const) {
    await withinOrganisation(one, { org: mine, mode }, (scope) =>
      scope.rows({ text: 'SELECT FROM ledger.entry' }),
    )
    expect(await left(), mode).toBe(null)
    const failing = withinOrganisation(one, { org: mine, mode }, (scope) =>
      scope.rows({ text: 'SELECT 1 / 0' }),
    )
    await expect(failing).rejects.toThrow('division by zero')
    expect(await left(), `${mode}, failed`).toBe(null)
  }
  expect((await one.query('SELECT FROM ledger.entry')).rowCount).toBe(0)
  await one.end()
})

test('an organisation number that is not one never reaches the database', async () => {
  const injected = "1'; SET LOCAL app.org = '2" as unknown as number
  const attempt = withinOrganisation(pool, { org: injected, mode: 'read' }, async () => 1)
  await expect(attempt).rejects.toThrow(RangeError)
})

describe('the source', () => {
  const folders = ['src/adapters/postgres', 'src/adapters/signing']
  const files = folders.flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '../..', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  )
  const textOf = (file: string): string =>
    readFileSync(join(import.meta.dirname, '../..', file), 'utf8')

  test('reaches an organisation’s tables through one helper only', () => {
    const bypassing = files.filter((file) => /\bpool\.(query|connect)\(/.test(textOf(file)))
    const helper = 'src/adapters/postgres/within-organisation.ts'
    expect(bypassing).toContain(helper)
    // Which servers there are, which jobs ran, which units want reminders at all, how much went to
    // an address: no table of an organisation, and a role of their own that reads no other.
    const jobs = bypassing.filter((file) => file !== helper)
    expect(jobs.length).toBeGreaterThan(0)
    for (const file of jobs) expect(file).toMatch(/^src\/adapters\/postgres\/jobs\//)
    for (const file of jobs) {
      const tables = textOf(file).matchAll(/pool\.query[^(]*\(\s*[`']([^`']+)/g)
      for (const [, statement = ''] of tables)
        expect(statement).toMatch(/jobs\.(instance|job|run|reminding|sent)\b/)
    }
  })

  test('names the organisation in every statement on such a table', () => {
    const statements = files
      .filter((file) => !file.includes('migrations/'))
      .flatMap((file) => [...textOf(file).matchAll(/(?:text: |const text = )([`'])([\s\S]*?)\1/g)])
      .map((match) => match[2] ?? '')
      .filter((text) => tables.some((table) => text.includes(`ledger.${table}`)))
    expect(statements.length).toBeGreaterThan(25)
    const unnamed = statements.filter(
      (text) =>
        !/org_id = \$1|\(org_id, [^)]*\)\s*(SELECT|VALUES \() ?\$1|conditions\.join/.test(text),
    )
    expect(unnamed).toEqual([])
  })
})

test('who cannot take a row fails the read, and the next one finds all rows', async () => {
  const numbers = { text: 'SELECT generate_series(1, 3)', values: [] }
  const reading = (take: (row: readonly (string | null)[]) => void) =>
    withinOrganisation(pool, { org: mine, mode: 'read' }, (scope) => scope.each(numbers, take))
  const refused = reading(() => {
    throw new RangeError('not this row')
  })
  await expect(refused).rejects.toThrow('not this row')
  const taken: (string | null)[] = []
  await reading((row) => taken.push(...row))
  expect(taken).toEqual(['1', '2', '3'])
})
