import type { TreeNode } from '../../log/compact-range.ts'
import { hashBytes } from '../../log/merkle-hash.ts'
import { tileWidth } from '../../log/tiles.ts'
import type { Scope } from '../postgres/within-organisation.ts'

/** Tiles hold every eighth level of the tree. */
const tileHeight = 8

/** Rows of one statement at most. */
const rowsMax = 500

interface GatheredTile {
  readonly level: number
  readonly index: number
  /** All hashes of the row so far, 32 bytes each. */
  readonly hashes: Uint8Array[]
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
      const tile = changed.get(key) ?? { ...place, hashes: hashesOf(edge.get(key)) }
      changed.set(key, tile)
      const position = index % tileWidth
      // What stood behind the signed size was never signed and is written again.
      tile.hashes.length = Math.min(tile.hashes.length, position)
      if (tile.hashes.length !== position) throw new Error(`tile ${key} lacks a hash`)
      tile.hashes.push(hash)
    },
  }
}

function hashesOf(bytes: Uint8Array | undefined): Uint8Array[] {
  const hashes: Uint8Array[] = []
  for (let at = 0; at < (bytes?.length ?? 0); at += hashBytes) {
    hashes.push(Uint8Array.from(bytes?.subarray(at, at + hashBytes) ?? []))
  }
  return hashes
}

/** The rows at the right edge of the tiles of a tree of `size`, by level and index. */
export async function readRightEdge(
  scope: Scope,
  size: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await scope.rows<{ level: number; index: number; hashes: Buffer }>({
    text: `SELECT level, index, hashes FROM ledger.tile
           WHERE org_id = $1 AND index >= div($2::bigint, (256::numeric ^ (level + 1))::numeric)`,
    values: [scope.org, size],
  })
  return new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hashes]))
}

/** Sends the rows that changed. */
export function sendTiles(scope: Scope, { changed }: TileGatherer): void {
  const tiles = [...changed.values()]
  for (let from = 0; from < tiles.length; from += rowsMax) {
    const rows = tiles.slice(from, from + rowsMax)
    scope.send({
      name: 'upsert-tiles',
      text: `INSERT INTO ledger.tile (org_id, level, index, hashes)
             SELECT $1, * FROM unnest($2::integer[], $3::bigint[], $4::bytea[])
             ON CONFLICT (org_id, level, index) DO UPDATE SET hashes = excluded.hashes`,
      values: [
        scope.org,
        rows.map((one) => one.level),
        rows.map((one) => one.index),
        rows.map((one) => Buffer.concat(one.hashes)),
      ],
    })
  }
}
