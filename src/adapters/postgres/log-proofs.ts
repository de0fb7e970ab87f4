import { toBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { hashBytes } from '../../log/merkle-hash.ts'
import type { HashReader } from '../../log/merkle-tree.ts'
import { consistencyProof, inclusionProof, nodesRead } from '../../log/merkle-tree.ts'
import type { Tile } from '../../log/tiles.ts'
import { readerOverTiles, tileOfNode, tilePath } from '../../log/tiles.ts'
import type { Scope } from './within-organisation.ts'

/** Audit path of an entry in the tree of `size`, from the stored tiles. Base64. */
export async function readInclusion(
  { crypto, scope }: { crypto: LogCrypto; scope: Scope },
  at: { index: number; size: number },
): Promise<readonly string[]> {
  const build = (read: HashReader): Uint8Array[] => inclusionProof(crypto, at, read)
  return proof({ crypto, scope }, at.size, build)
}

/** Proof that the tree of `to` extends that of `from`, from the stored tiles. Base64. */
export async function readConsistency(
  { crypto, scope }: { crypto: LogCrypto; scope: Scope },
  span: { from: number; to: number },
): Promise<readonly string[]> {
  const build = (read: HashReader): Uint8Array[] => consistencyProof(crypto, span, read)
  return proof({ crypto, scope }, span.to, build)
}

async function proof(
  { crypto, scope }: { crypto: LogCrypto; scope: Scope },
  size: number,
  build: (read: HashReader) => Uint8Array[],
): Promise<readonly string[]> {
  const tiles = nodesRead(build).map((node) => tileOfNode(node, size))
  const stored = await readTiles(
    scope,
    tiles.filter((tile) => tile !== null),
  )
  const read = readerOverTiles(crypto, size, (tile) => {
    const bytes = stored.get(tilePath(tile))
    if (bytes === undefined) throw new RangeError(`no checkpoint covers a tree of ${size}`)
    return bytes
  })
  return build(read).map(toBase64)
}

interface TileRow {
  level: number
  index: number
  hashes: Buffer
}

/** Hash tiles by path; one that is not stored that wide yet is absent. */
export async function readTiles(
  scope: Scope,
  tiles: readonly Tile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = tiles.filter((tile): tile is Tile & { level: number } => tile.level !== 'entries')
  if (wanted.length === 0) return new Map()
  const rows = await scope.rows<TileRow>({
    name: 'read-tiles',
    text: `SELECT t.level, t.index, t.hashes FROM ledger.tile t
           JOIN unnest($2::integer[], $3::bigint[]) AS w (level, index)
             ON t.level = w.level AND t.index = w.index
           WHERE t.org_id = $1`,
    values: [scope.org, wanted.map((one) => one.level), wanted.map((one) => one.index)],
  })
  const stored = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hashes]))
  const found = new Map<string, Uint8Array>()
  for (const tile of wanted) {
    const hashes = stored.get(`${tile.level}/${tile.index}`)
    // A row only grows, so that a narrower tile of an older tree is its beginning.
    if (hashes !== undefined && hashes.length >= tile.width * hashBytes) {
      found.set(tilePath(tile), hashes.subarray(0, tile.width * hashBytes))
    }
  }
  return found
}
