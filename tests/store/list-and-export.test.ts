import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { exportLog } from '../../src/app/log/export-log.ts'
import type { RecordQuery } from '../../src/app/ports/store-ports.ts'
import type { Values } from '../../src/ledger/value.ts'
import { parseCheckpoint } from '../../src/log/checkpoint.ts'
import { leafHash } from '../../src/log/leaf.ts'
import { rootOfLeaves } from '../../src/log/merkle-tree.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import { decodeEntryBundle } from '../../src/log/tiles.ts'
import { fromUtf8, toUtf8 } from '../../src/log/utf8.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let org: number
const count = 600

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  const requests = Array.from({ length: count }, (_, n) => {
    const occurredOn = n % 50 === 0 ? null : `2025-${String(1 + (n % 12)).padStart(2, '0')}-15`
    const values: Values = {
      ...({
        kind: n % 3 === 0 ? 'a' : 'b',
        cost: { minor: (n * 7919) % 1000, currency: 'CNY' },
      } as const),
      topics: n % 4 === 0 ? ['安全', '规划'] : ['规划'],
      count: n % 10,
    }
    return meeting({ values, occurredOn, title: `会议 ${n}`, search: `会议 ${n} 安全生产` })
  })
  await fixture.store.appendAll(org, requests)
  await fixture.checkpointNow(org)
})

afterAll(() => fixture.close())

async function allPages(query: Partial<RecordQuery>): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const asked = { register: 'meeting', limit: 37, ...query, ...(after ? { after } : {}) }
    const page = await fixture.store.read(org, (reader) => reader.records(asked))
    ids.push(...page.items.map((one) => one.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

describe('pages of a list', () => {
  test.each(['occurredOn', 'recordedAt', 'title', 'lateDays', 'cost', 'count', 'absent'])(
    'by %s give every record once, the same backwards',
    async (by) => {
      const up = await allPages({ sort: { by, descending: false } })
      expect(new Set(up).size).toBe(count)
      expect(await allPages({ sort: { by, descending: true } })).toEqual(up.toReversed())
    },
  )

  test('by an amount of money are in the order of the amounts', async () => {
    const page = await fixture.store.read(org, (reader) =>
      reader.records({ register: 'meeting', limit: 500, sort: { by: 'cost', descending: false } }),
    )
    const amounts = page.items.map((one) => (one.values['cost'] as { minor: number }).minor)
    expect(amounts).toEqual(amounts.toSorted((one, other) => one - other))
  })

  test.each([
    [{ where: { kind: 'a' } }, 200],
    [{ where: { topics: '安全' } }, 150],
    [{ where: { count: 3 } }, 60],
    [{ search: '安全生产' }, 600],
    [{ search: '全' }, 600],
    [{ search: '会议　５９９' }, 1],
    [{ search: '没有' }, 0],
    [{ search: "' OR '1'='1" }, 0],
    [{ from: '2025-01-01', to: '2025-01-31' }, 48],
  ])('filtered by %j', async (query, expected) => {
    expect(await allPages(query)).toHaveLength(expected)
  })

  test('refuse a cursor that nobody gave out', async () => {
    for (const after of ['x', '', Buffer.from('["2025-99-99","y"]').toString('base64url')]) {
      const page = fixture.store.read(org, (reader) =>
        reader.records({ register: 'meeting', limit: 5, after }),
      )
      if (after === '') await page
      else await expect(page).rejects.toThrow('list.cursor')
    }
  })
})

test('an exported log gives its signed root to whoever hashes its entries', async () => {
  const files = new Map<string, Uint8Array>()
  const exported = await exportLog(fixture, org, {
    write: async (path, bytes) => {
      files.set(path, bytes)
    },
  })
  expect(exported).toMatchObject({ size: count + 1, files: files.size })
  expect([...files.keys()].sort()).toEqual([
    'checkpoint',
    'keys',
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/89',
    'tile/1/000.p/2',
    'tile/entries/000',
    'tile/entries/001',
    'tile/entries/002.p/89',
    'vkey',
  ])
  const hashes = ['000', '001', '002.p/89'].flatMap((name) => {
    const width = name === '002.p/89' ? 89 : 256
    const bundle = decodeEntryBundle(files.get(`tile/entries/${name}`) ?? toUtf8(''), width)
    const leaves = bundle.ok ? bundle.entries.map((one) => leafHash(nodeCrypto, one)) : []
    expect(Buffer.concat(leaves)).toEqual(Buffer.from(files.get(`tile/0/${name}`) ?? []))
    return leaves
  })
  const note = parseNote(fromUtf8(files.get('checkpoint') ?? toUtf8('')) ?? '')
  const parsed = note.ok ? parseCheckpoint(note.note.text) : note
  expect(parsed.ok && parsed.checkpoint.root).toEqual(rootOfLeaves(nodeCrypto, hashes))
})
