import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { merkleLeaf } from './merkle-hash.ts'
import { consistencyProof, inclusionProof, readerOverLeaves } from './merkle-tree.ts'
import type { Tile } from './tiles.ts'
import {
  decodeEntryBundle,
  encodeEntryBundle,
  parseTilePath,
  partialWidth,
  readerOverTiles,
  tileOfNode,
  tilePath,
  tilesOfTree,
} from './tiles.ts'
import { toUtf8 } from './utf8.ts'

test.each([
  [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 0, index: 999, width: 1 }, 'tile/0/999.p/1'],
  [{ level: 1, index: 1000, width: 255 }, 'tile/1/x001/000.p/255'],
  [{ level: 15, index: 5_000_000, width: 256 }, 'tile/15/x005/x000/000'],
  [{ level: 'entries', index: 2, width: 112 }, 'tile/entries/002.p/112'],
] as const)('%j is %s', (tile, path) => {
  expect(tilePath(tile)).toBe(path)
  expect(parseTilePath(path)).toEqual(tile)
})

test.each([
  'tile/0/0',
  'tile/0/1234',
  'tile/00/000',
  'tile/64/000',
  'tile/-1/000',
  'tile/0/x000/000',
  'tile/0/001/000',
  'tile/0/000.p/0',
  'tile/0/000.p/256',
  'tile/0/000.p/01',
  'tile/0/x001/x234/067/',
  'tile/entries/../000',
  `tile/0/${'x999/'.repeat(12)}000`,
  '',
])('%s is no tile path', (path) => {
  expect(parseTilePath(path)).toBeNull()
})

test('a tree of 70,000 has the tiles that the specification lists', () => {
  const tiles = tilesOfTree({ size: 70_000 })
  const full = (level: Tile['level']) =>
    tiles.filter((tile) => tile.level === level && tile.width === 256).length
  const partial = (level: Tile['level']) =>
    tiles.find((tile) => tile.level === level && tile.width < 256)?.width
  expect([full(0), partial(0), full(1), partial(1), full(2), partial(2)]).toEqual([
    273, 112, 1, 17, 0, 1,
  ])
  expect([full('entries'), partial('entries')]).toEqual([273, 112])
  expect(partialWidth({ level: 0, size: 70_000 })).toBe(112)
  expect(tilesOfTree({ size: 256 }).map(tilePath)).toEqual([
    'tile/0/000',
    'tile/1/000.p/1',
    'tile/entries/000',
  ])
  expect(tilesOfTree({ size: 0 })).toEqual([])
  expect(tilesOfTree({ size: 70_000, from: 70_000 })).toEqual([])
  expect(tilesOfTree({ size: 258, from: 256 }).map(tilePath)).toEqual([
    'tile/0/001.p/2',
    'tile/entries/001.p/2',
  ])
})

test('proofs built from tiles are those built from leaves', () => {
  const leaves = Array.from({ length: 700 }, (_, at) => merkleLeaf(crypto, toUtf8(`${at}`)))
  const fromLeaves = readerOverLeaves(crypto, leaves)
  const store = (size: number) => {
    const written = new Map<string, Uint8Array>()
    for (const tile of tilesOfTree({ size })) {
      if (tile.level === 'entries') continue
      const level = tile.level * 8
      const hashes = Array.from({ length: tile.width }, (_, at) =>
        fromLeaves(level, tile.index * 256 + at),
      )
      written.set(tilePath(tile), Buffer.concat(hashes))
    }
    return written
  }
  for (const size of [1, 2, 255, 256, 257, 511, 512, 700]) {
    const written = store(size)
    const read = readerOverTiles(crypto, size, (tile) => {
      const bytes = written.get(tilePath(tile))
      if (bytes === undefined) throw new Error(`no ${tilePath(tile)}`)
      return bytes
    })
    for (const index of [0, 1, 100, 255, 256, 511, size - 1].filter((one) => one < size)) {
      const at = { index, size }
      expect(inclusionProof(crypto, at, read)).toEqual(inclusionProof(crypto, at, fromLeaves))
      const span = { from: index + 1, to: size }
      expect(consistencyProof(crypto, span, read)).toEqual(
        consistencyProof(crypto, span, fromLeaves),
      )
    }
  }
  expect(tileOfNode({ level: 8, index: 1 }, 511)).toBeNull()
  const short = readerOverTiles(crypto, 3, () => new Uint8Array(32))
  expect(() => inclusionProof(crypto, { index: 0, size: 3 }, short)).toThrow(RangeError)
})

test('entry bundles read back, and nothing else is one', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
      const bytes = encodeEntryBundle(entries)
      const read = decodeEntryBundle(bytes, entries.length)
      expect(read).toEqual({ ok: true, entries })
      expect(decodeEntryBundle(bytes, entries.length + 1).ok).toBe(false)
      if (bytes.length > 0) {
        expect(decodeEntryBundle(bytes.subarray(0, -1), entries.length).ok).toBe(false)
      }
    }),
  )
  expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError)
  expect(decodeEntryBundle(Uint8Array.of(0), 1)).toEqual({ ok: false, reason: 'bundle.truncated' })
})
