import type { LogCrypto } from './log-crypto.ts'
import { hashBytes, merkleNode } from './merkle-hash.ts'
import type { HashReader } from './merkle-tree.ts'
import { isTreeSize, parseTreeNumber } from './tree-arithmetic.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'

/** Hashes in a full tile, and entries in a full bundle (c2sp.org/tlog-tiles). */
export const tileWidth = 256

const tileHeight = 8
const tileLevelMax = 63
const entryBytesMax = 65_535

/** A row of hashes: `width` of them from `index * 256`, at every eighth level of the tree. */
export interface Tile {
  /** 0 holds leaf hashes; `entries` names the bundle of the entries themselves. */
  readonly level: number | 'entries'
  readonly index: number
  /** 1 to 256; 256 is a full tile. */
  readonly width: number
}

/** The path below a log's prefix: 1234067 at level 0 is `tile/0/x001/x234/067`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`
}

const pathPattern = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/

/** Reads a path that `tilePath` writes, and nothing else; null otherwise. */
export function parseTilePath(path: string): Tile | null {
  const parts = pathPattern.exec(path)
  if (parts === null || path.length > 64) return null
  const level = parts[1] === 'entries' ? 'entries' : parseTreeNumber(parts[1] ?? '')
  const index = Number((parts[2] ?? '').replace(/[x/]/g, ''))
  const width = parts[3] === undefined ? tileWidth : parseTreeNumber(parts[3])
  if (level === null || width === null || width < 1 || !isTreeSize(index)) return null
  if (level !== 'entries' && level > tileLevelMax) return null
  const tile: Tile = { level, index, width }
  return tilePath(tile) === path ? tile : null
}

/** Width of the partial tile at a level (`floor(size / 256^level) mod 256`); 0 for none. */
export function partialWidth({ level, size }: { level: number; size: number }): number {
  return Math.floor(size / tileWidth ** level) % tileWidth
}

/** Every tile of a tree, bundles last; with `from`, only those that the older tree had not. */
export function tilesOfTree({ size, from = 0 }: { size: number; from?: number }): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; Math.floor(size / tileWidth ** level) > 0; level += 1) {
    const have = Math.floor(from / tileWidth ** level)
    const hashes = Math.floor(size / tileWidth ** level)
    for (const tile of rowTiles(level, { have, hashes })) tiles.push(tile)
  }
  return [...tiles, ...rowTiles('entries', { have: from, hashes: size })]
}

function rowTiles(
  level: Tile['level'],
  { have, hashes }: { have: number; hashes: number },
): Tile[] {
  const tiles: Tile[] = []
  if (have === hashes) return tiles
  for (let index = Math.floor(have / tileWidth); index * tileWidth < hashes; index += 1) {
    tiles.push({ level, index, width: Math.min(tileWidth, hashes - index * tileWidth) })
  }
  return tiles
}

/** The tile of a tree of `size` that holds, or spans, a perfect subtree; null if none can. */
export function tileOfNode(
  { level, index }: { level: number; index: number },
  size: number,
): Tile | null {
  const tileLevel = Math.floor(level / tileHeight)
  const first = index * 2 ** (level % tileHeight)
  const last = first + 2 ** (level % tileHeight)
  const hashes = Math.floor(size / tileWidth ** tileLevel)
  if (last > hashes) return null
  const tile = Math.floor(first / tileWidth)
  const width = Math.min(tileWidth, hashes - tile * tileWidth)
  return { level: tileLevel, index: tile, width }
}

/**
 * A reader of perfect subtrees over the tiles of a tree of `size`. Tiles hold every eighth level;
 * the levels between are hashed here. `get` throws when a tile is missing or of a wrong length.
 */
export function readerOverTiles(
  crypto: LogCrypto,
  size: number,
  get: (tile: Tile) => Uint8Array,
): HashReader {
  return (level, index) => {
    const tile = tileOfNode({ level, index }, size)
    if (tile === null) throw new RangeError(`no node ${level}/${index} in a tree of ${size}`)
    const bytes = get(tile)
    if (bytes.length !== tile.width * hashBytes) throw new RangeError('a tile of a wrong length')
    const count = 2 ** (level % tileHeight)
    const start = (index * count) % tileWidth
    let hashes = Array.from({ length: count }, (_, at) =>
      bytes.subarray((start + at) * hashBytes, (start + at + 1) * hashBytes),
    )
    while (hashes.length > 1) {
      hashes = pairsOf(hashes).map((pair) => merkleNode(crypto, pair))
    }
    return Uint8Array.from(hashes[0] ?? [])
  }
}

function pairsOf(hashes: readonly Uint8Array[]): { left: Uint8Array; right: Uint8Array }[] {
  const pairs: { left: Uint8Array; right: Uint8Array }[] = []
  for (let at = 0; at + 1 < hashes.length; at += 2) {
    const [left, right] = [hashes[at], hashes[at + 1]]
    if (left !== undefined && right !== undefined) pairs.push({ left, right })
  }
  return pairs
}

/** Entries as a bundle: each after its length in two bytes. Throws above 65,535 bytes. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    if (entry.length > entryBytesMax) throw new RangeError('an entry is longer than a bundle takes')
    bytes[at] = entry.length >> 8
    bytes[at + 1] = entry.length & 255
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

/** Reads a bundle of exactly `width` entries. */
export function decodeEntryBundle(
  bytes: Uint8Array,
  width: number,
): Verdict<{ entries: Uint8Array[] }, 'bundle.truncated' | 'bundle.width'> {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const start = at + 2
    const end = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0))
    if (start > bytes.length || end > bytes.length) return refused('bundle.truncated')
    if (entries.length === width) return refused('bundle.width')
    entries.push(bytes.subarray(start, end))
    at = end
  }
  return entries.length === width ? { ok: true, entries } : refused('bundle.width')
}
