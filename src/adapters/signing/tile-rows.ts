import type { CompactRange, TreeNode } from '../../log/compact-range.ts'
import { appendLeafHash, emptyRange } from '../../log/compact-range.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { hashBytes, sameBytes } from '../../log/merkle-hash.ts'
import { partialWidth, tileWidth } from '../../log/tiles.ts'
import type { Scope } from '../postgres/within-organisation.ts'

/** Tiles hold every eighth level of the tree. */
const tileHeight = 8

/** Rows of one statement at most. */
const rowsMax = 500

interface GatheredTile {
  readonly level: number
  readonly index: number
  /** Room for a whole row; the first `width` hashes are there. */
  readonly bytes: Uint8Array
  width: number
}

/** Collects the hashes that new leaves add to the rows of tiles. */
export interface TileGatherer {
  /** Takes every perfect subtree that a leaf completes; keeps those that tiles hold. */
  keep(node: TreeNode): void
  readonly changed: ReadonlyMap<string, GatheredTile>
}

/** A gatherer that goes on from the partial tiles at the right edge. */
export function tileGatherer(edge: ReadonlyMap<string, Uint8Array>): TileGatherer {
  const changed = new Map<string, GatheredTile>()
  return {
    changed,
    keep: ({ level, index, hash }) => {
      if (level % tileHeight !== 0) return
      const place = { level: level / tileHeight, index: Math.floor(index / tileWidth) }
      const key = `${place.level}/${place.index}`
      const tile = changed.get(key) ?? { ...place, ...begunWith(edge.get(key)) }
      changed.set(key, tile)
      // Whoever made the edge held it against the signed root; less than that is a bug.
      if (tile.width !== index % tileWidth) throw new Error(`tile ${key} lacks a hash`)
      tile.bytes.set(hash, tile.width * hashBytes)
      tile.width += 1
    },
  }
}

function begunWith(hashes: Uint8Array | undefined): Pick<GatheredTile, 'bytes' | 'width'> {
  const bytes = new Uint8Array(tileWidth * hashBytes)
  if (hashes !== undefined) bytes.set(hashes)
  return { bytes, width: (hashes?.length ?? 0) / hashBytes }
}

/** The partial tiles of a tree, by level and index. */
export type TileEdge = ReadonlyMap<string, Uint8Array>

/**
 * The partial tiles of the tree whose right edge is `range`, as they are stored; null where one is
 * missing, of another width, or holds hashes that do not give this edge.
 */
export async function readSoundEdge(
  crypto: LogCrypto,
  scope: Scope,
  range: CompactRange,
): Promise<TileEdge | null> {
  const rows = await scope.rows<{ level: number; index: number; hashes: Buffer }>({
    text: `SELECT level, index, hashes FROM ledger.tile
           WHERE org_id = $1 AND index = div($2::bigint, (256::numeric ^ (level + 1))::numeric)`,
    values: [scope.org, range.size],
  })
  const stored = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hashes]))
  const edge = new Map<string, Uint8Array>()
  const made: Uint8Array[] = []
  for (let level = 0; tileWidth ** level <= range.size; level += 1) {
    const width = partialWidth({ level, size: range.size })
    if (width === 0) continue
    const key = `${level}/${Math.floor(range.size / tileWidth ** (level + 1))}`
    const hashes = stored.get(key)
    if (hashes?.length !== width * hashBytes) return null
    edge.set(key, hashes)
    made.unshift(...edgeOfRow(crypto, hashes))
  }
  const isSame = made.every((hash, at) => sameBytes(hash, range.hashes[at] ?? new Uint8Array()))
  return isSame && made.length === range.hashes.length ? edge : null
}

/** Roots of the perfect subtrees over a row of hashes, largest first. */
function edgeOfRow(crypto: LogCrypto, hashes: Uint8Array): readonly Uint8Array[] {
  let range = emptyRange
  for (let at = 0; at < hashes.length; at += hashBytes) {
    range = appendLeafHash(crypto, range, Uint8Array.from(hashes.subarray(at, at + hashBytes)))
  }
  return range.hashes
}

/** Whether every full tile of a tree of `size` is stored in its full width. */
export async function hasFullTiles(scope: Scope, size: number): Promise<boolean> {
  const rows = await scope.rows<{ level: number; count: number }>({
    text: `SELECT level, count(*) AS count FROM ledger.tile
           WHERE org_id = $1 AND octet_length(hashes) = $3
             AND index < div($2::bigint, (256::numeric ^ (level + 1))::numeric)
           GROUP BY level`,
    values: [scope.org, size, tileWidth * hashBytes],
  })
  const stored = new Map(rows.map((row) => [row.level, row.count]))
  for (let level = 0; tileWidth ** (level + 1) <= size; level += 1) {
    if (stored.get(level) !== Math.floor(size / tileWidth ** (level + 1))) return false
  }
  return true
}

/**
 * Sends the rows that changed. A row only grows; where all were built again from the leaves, they
 * take the place of whatever stands there.
 */
export function sendTiles(
  scope: Scope,
  { changed }: TileGatherer,
  { isRebuilt }: { readonly isRebuilt: boolean },
): void {
  const tiles = [...changed.values()]
  for (let from = 0; from < tiles.length; from += rowsMax) {
    const rows = tiles.slice(from, from + rowsMax)
    scope.send({
      name: 'upsert-tiles',
      text: `INSERT INTO ledger.tile (org_id, level, index, hashes)
             SELECT h.org_id, t.*
             FROM ledger.log_head h, unnest($2::integer[], $3::bigint[], $4::bytea[]) AS t
             WHERE h.org_id = $1
             ON CONFLICT (org_id, level, index) DO UPDATE SET hashes = excluded.hashes
             WHERE $5 OR octet_length(ledger.tile.hashes) <= octet_length(excluded.hashes)`,
      values: [
        scope.org,
        rows.map((one) => one.level),
        rows.map((one) => one.index),
        rows.map(({ bytes, width }) => Buffer.from(bytes.buffer, 0, width * hashBytes)),
        isRebuilt,
      ],
    })
  }
}
