import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { OpenedAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import type { FsckReport } from '../../src/app/audit/fsck.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { packDigest } from '../../src/pack/pack-digest.ts'
import { countingLooks } from './counting-looks.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let auditor: OpenedAuditor
let superuser: Client
let org: number

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 100 })
  auditor = await openAuditor(fixture)
  superuser = new Client(fixture.connection)
  await superuser.connect()
  org = await foundUnit(fixture)
  await fixture.checkpointNow(org)
  await fillLog()
})

afterAll(async () => {
  await superuser.end()
  await auditor.close()
  await fixture.close()
})

async function fillLog(): Promise<void> {
  const { store } = fixture
  const made = await store.appendAll(
    org,
    // A few texts are not that of all, which tells nothing.
    Array.from({ length: 270 }, (_, n) => meeting(n % 40 === 5 ? { search: '民主生活会' } : {})),
  )
  const record = made[0]?.record?.id ?? ''
  await store.append(org, meeting({ kind: 'correct', record, expected: 1, lateDays: 3 }))
  await store.append(org, meeting({ kind: 'void', record, expected: 2 }))
  await store.append(org, meeting({ idempotency: { key: 'k', digest: 'd' } }))
  const files = { 'pack.yaml': 'id: demo\n' }
  await store.keepPack(org, { digest: packDigest(files, nodeCrypto), files })
  await fixture.checkpointNow(org)
  await store.indexSearch(org)
}

async function check(): Promise<FsckReport> {
  const [report] = await fsck({ auditor, crypto: nodeCrypto })
  if (report === undefined) throw new Error('no report')
  return report
}

test('a ledger that nobody touched has no difference', async () => {
  const report = await check()
  expect(report.faults).toEqual([])
  expect(report).toMatchObject({ entries: 274, records: 271, checkpoints: 2 })
})

/** One facet of a record. */
const heldOnOfOne = "field = 'heldOn' and id = (select id from ledger.record where entry = 7)"

/** Table, what a hostile administrator does to it, and how that is named. */
const tampering: readonly [table: string, change: string, code: string, kind: string][] = [
  [
    'entry',
    "leaf = replace(leaf, '2025-02-27', '2025-02-28') where index = 7",
    'entry.hash',
    'entry',
  ],
  ['entry', "leaf_hash = '\\x00' where index = 7", 'entry.hash', 'entry'],
  ['entry', "register = 'other' where index = 7", 'entry.column', 'entry'],
  [
    'entry',
    "recorded_at = recorded_at - interval '1 day' where index = 7",
    'entry.column',
    'entry',
  ],
  ['entry', "receipt = replace(receipt, '2025', '2024') where index = 7", 'entry.receipt', 'entry'],
  [
    'payload',
    "fields = replace(fields, '规划', '规则') where index = 7",
    'payload.root',
    'payload',
  ],
  ['payload', "secret = sha256('x') where index = 7", 'payload.root', 'payload'],
  ['payload', 'secret = null, fields = null where index = 7', 'payload.missing', 'payload'],
  [
    'payload',
    "secret = null, fields = null, erased = '[]' where index = 7",
    'payload.erased',
    'payload',
  ],
  ['payload', 'index = 999 where index = 7', 'payload.stray', 'payload'],
  [
    'record',
    `values = jsonb_set(values, '{kind}', '"x"') where entry = 7`,
    'record.differs',
    'record',
  ],
  ['record', "occurred_on = '2024-01-01' where entry = 7", 'record.differs', 'record'],
  ['record', "occurred_on = '0044-03-15 BC' where entry = 7", 'record.differs', 'record'],
  ['record', "occurred_on = 'infinity' where entry = 7", 'record.differs', 'record'],
  ['record', "state = 'void' where entry = 7", 'record.differs', 'record'],
  ['record', 'late_days = 9 where entry = 7', 'record.differs', 'record'],
  ['record', "title = 'x' where entry = 7", 'record.differs', 'record'],
  ['record', "search = 'x' where entry = 7", 'record.differs', 'record'],
  ['record', 'id = gen_random_uuid() where entry = 7', 'record.stray', 'record'],
  ['facet', `value = 'x' where ${heldOnOfOne}`, 'facet.stray', 'facet'],
  ['facet', `value = 'x' where ${heldOnOfOne}`, 'facet.missing', 'facet'],
  ['facet', `id = gen_random_uuid() where ${heldOnOfOne}`, 'facet.stray', 'facet'],
  ['search_pair', "entries = '\\x0063' where pair = '民主'", 'search.missing', 'search'],
  ['search_pair', "entries = '\\x0063' where pair = '民主'", 'search.stray', 'search'],
  ['log_head', 'size = size - 1', 'head.differs', 'head'],
  [
    'entry',
    `leaf = replace(leaf, '"register":"meeting"', '"register":"study"') where index = 271`,
    'entry.chain',
    'entry',
  ],
  [
    'entry',
    `leaf = replace(leaf, '"recordedAt":"20', '"recordedAt":"19') where index = 7`,
    'entry.back-dated',
    'entry',
  ],
  ['log_head', "root = sha256('x')", 'head.differs', 'head'],
  ['checkpoint', "root = sha256('x') where size > 1", 'checkpoint.root', 'checkpoint'],
  [
    'checkpoint',
    "note = replace(note, '274', '273') where size > 1",
    'checkpoint.signature',
    'checkpoint',
  ],
  [
    'tile',
    'hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40)) where level = 0 and index = 0',
    'tile.differs',
    'tile',
  ],
  [
    'tile',
    'hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3)) where level = 1',
    'tile.differs',
    'tile',
  ],
  ['log_key', "vkey = replace(vkey, '+', '-') where purpose = 'log'", 'key.unannounced', 'key'],
  ['pack', `files = '{"pack.yaml": "id: other"}'`, 'pack.digest', 'pack'],
  ['answer', 'index = 5000', 'answer.stray', 'answer'],
  ['organisation', "name_zh = '别处'", 'organisation.differs', 'organisation'],
]

async function tampered(table: string, statement: string): Promise<FsckReport> {
  await superuser.query('SET session_replication_role = replica')
  await superuser.query(`CREATE TEMP TABLE kept AS TABLE ledger.${table}`)
  try {
    const { rowCount } = await superuser.query(statement)
    expect(rowCount).toBeGreaterThan(0)
    return await check()
  } finally {
    await superuser.query(`DELETE FROM ledger.${table}`)
    await superuser.query(`INSERT INTO ledger.${table} TABLE kept`)
    await superuser.query('DROP TABLE kept')
  }
}

describe('a change by the administrator of the database is named', () => {
  test.each(tampering)('in %s: %s', async (table, change, code, kind) => {
    const { rows } = await superuser.query<{ id: string }>(
      'SELECT id FROM ledger.record WHERE entry = 7',
    )
    const { faults } = await tampered(table, `UPDATE ledger.${table} SET ${change}`)
    const found = faults.find((one) => one.code === `fsck.${code}`)
    expect(found?.at[1]).toBe(kind)
    if (change.includes('= 7')) {
      const named = faults.map((one) => one.at[2])
      expect(named.includes(7) || named.includes(rows[0]?.id)).toBe(true)
    }
  })

  test.each([
    ['entry', 'index = 7', 'entry.missing'],
    ['entry', 'index = 273', 'checkpoint.beyond'],
    ['payload', 'index = 7', 'payload.missing'],
    ['record', 'entry = 7', 'record.missing'],
    ['facet', heldOnOfOne, 'facet.missing'],
    ['search_pair', "pair = '生活'", 'search.missing'],
    ['search_pair', 'char_length(pair) = 3', 'search.missing'],
    ['tile', 'level = 0', 'tile.differs'],
    ['log_key', "purpose = 'receipt'", 'key.unannounced'],
  ])('when rows are gone from %s: %s', async (table, rows, code) => {
    const { faults } = await tampered(table, `DELETE FROM ledger.${table} WHERE ${rows}`)
    expect(faults.map((one) => one.code)).toContain(`fsck.${code}`)
  })

  test('when an entry is changed together with its hash, by what was signed', async () => {
    const { faults } = await tampered(
      'entry',
      `UPDATE ledger.entry SET leaf = replace(leaf, 'p-1', 'p-2'),
         leaf_hash = sha256('\\x00'::bytea || convert_to(replace(leaf, 'p-1', 'p-2'), 'UTF8'))
       WHERE index = 7`,
    )
    const codes = faults.map((one) => one.code)
    expect(codes).toContain('fsck.entry.receipt')
    expect(codes).toContain('fsck.checkpoint.signed-root')
  })
})

test('facets are held against all that are stored in one, whatever they say', async () => {
  const odd = await foundUnit(fixture)
  const said = [
    '',
    "'",
    '"',
    '\\',
    '甲\n乙',
    '\t\u0001\u007f\u2028',
    '𠮷\u0301',
    ' x  y ',
    'e'.repeat(90),
  ]
  const values = said.map((place, at) => ({ place, held: at % 2 === 0, number: -at / 3 }))
  const requests = values.map((one) => meeting({ values: one, title: `${one.place}会` }))
  const late = meeting({ values: {}, lateDays: 2, occurredOn: null })
  await fixture.store.appendAll(odd, [...requests, late])
  const counting = countingLooks(auditor)
  const found = () => fsck({ auditor: counting, crypto: nodeCrypto }, { organisations: [odd] })
  expect((await found())[0]?.faults.filter(({ code }) => code.includes('facet'))).toEqual([])
  expect(counting.looks()).toBe(0)
  // The same characters under another name: what a text put together of both would not show.
  const change = `field = 'plac', value = 'e' || value WHERE org_id = ${odd} AND field = 'place'`
  await superuser.query(`UPDATE ledger.facet SET ${change}`)
  const codes = (await found())[0]?.faults.map(({ code }) => code) ?? []
  expect(codes).toEqual(expect.arrayContaining(['fsck.facet.missing', 'fsck.facet.stray']))
  await superuser.query(`DELETE FROM ledger.facet WHERE org_id = ${odd}`)
})
