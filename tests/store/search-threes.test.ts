import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

// Behind pairs that tell nothing the index of the search has threes; what was indexed before there
// were any is taken for what it is, and indexed anew.

let fixture: StoreFixture
let owner: Client
let org: number

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 32 })
  org = await foundUnit(fixture)
  // Every record holds the pairs of 12号, few the number itself.
  const requests = Array.from({ length: 80 }, (_, n) =>
    meeting({ search: n % 20 === 3 ? '12号楼 2号' : '1日12月 2号', title: `会议 ${n}` }),
  )
  await fixture.store.appendAll(org, requests)
  await fixture.checkpointNow(org)
  await fixture.store.indexSearch(org)
  owner = new Client(fixture.connection)
  await owner.connect()
})

afterAll(async () => {
  await owner?.end()
  await fixture?.close()
})

const pieces = async () => {
  const { rows } = await owner.query<{ from: string; piece: string; entries: string }>(
    `SELECT from_entry AS "from", pair AS piece, encode(entries, 'hex') AS entries
     FROM ledger.search_pair ORDER BY from_entry, pair`,
  )
  return rows
}

async function faults(): Promise<readonly string[]> {
  const [report] = await fsckOnce(fixture)
  return report?.faults.map(({ code }) => code) ?? ['no report']
}

const found = async (search: string) => {
  const { items } = await fixture.store.read(org, (reader) =>
    reader.records({ register: 'meeting', limit: 50, search }),
  )
  return items.length
}

test('threes stand behind the pairs that tell nothing, and behind no other', async () => {
  const all = await pieces()
  const silent = all.filter(({ piece, entries }) => piece.length === 2 && entries === '')
  const threes = all.filter(({ piece }) => piece.length === 3)
  expect(threes.map(({ piece }) => piece)).toContain('12号')
  for (const { from, piece } of threes) {
    const isBehind = silent.some((one) => one.from === from && piece.startsWith(one.piece))
    expect(isBehind).toBe(true)
  }
  expect(await found('12号楼')).toBe(4)
  expect(await faults()).toEqual([])
})

test('a part from before there were threes finds the same, and is indexed anew once', async () => {
  const before = await pieces()
  await owner.query(`DELETE FROM ledger.search_pair
    WHERE char_length(pair) = 3 OR (register = '' AND pair = '')`)
  expect(await found('12号楼')).toBe(4)
  expect(await faults()).toEqual([])
  expect(await fixture.store.indexSearch(org)).toBe(2)
  expect(await pieces()).toEqual(before)
  expect(await fixture.store.indexSearch(org)).toBe(0)
})

test('fsck names a three that leads elsewhere, and one that is gone', async () => {
  const three = "WHERE pair = '12号'"
  await owner.query(`UPDATE ledger.search_pair SET entries = '\\x0009' ${three}`)
  expect(await faults()).toContain('fsck.search.stray')
  await owner.query(`DELETE FROM ledger.search_pair ${three}`)
  expect(await faults()).toContain('fsck.search.missing')
})
