import type { Fault } from '../../ledger/fault.ts'
import type { TreeNode } from '../../log/compact-range.ts'
import { hashBytes, sameBytes } from '../../log/merkle-hash.ts'
import { tileWidth } from '../../log/tiles.ts'
import type { LedgerRows } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'

/** Tiles hold every eighth level of the tree. */
const tileHeight = 8

interface Tile {
  readonly level: number
  readonly index: number
  readonly bytes: Uint8Array
  /** Hashes that were there before the walk began are not held against anything. */
  readonly from: number
  width: number
}

/** Holds stored rows of tiles against the hashes of the entries. */
export interface TileCheck {
  /** Takes every perfect subtree that a leaf completes. */
  keep(node: TreeNode): void
  /** Compares the rows with the stored ones, as far as the newest checkpoint covers them. */
  compare(signedSize: number): Promise<Fault[]>
}

/** It keeps 32 bytes an entry, 32 MB for a million. */
export function tileCheck(ledger: Pick<LedgerRows, 'tile'>, { org }: { org: string }): TileCheck {
  const full: Tile[] = []
  const growing = new Map<number, Tile>()
  return {
    keep: ({ level, index, hash }) => {
      if (level % tileHeight !== 0) return
      const row = level / tileHeight
      const tile = growing.get(row) ?? {
        level: row,
        index: Math.floor(index / tileWidth),
        bytes: new Uint8Array(tileWidth * hashBytes),
        from: index % tileWidth,
        width: index % tileWidth,
      }
      tile.bytes.set(hash, tile.width * hashBytes)
      tile.width += 1
      growing.set(row, tile)
      if (tile.width < tileWidth) return
      full.push(tile)
      growing.delete(row)
    },
    compare: async (signedSize) => {
      const faults: Fault[] = []
      for (const tile of [...full, ...growing.values()]) {
        const signed = Math.floor(signedSize / tileWidth ** tile.level) - tile.index * tileWidth
        const width = Math.min(tile.width, signed)
        if (width > tile.from && !isStored(await ledger.tile(tile), { tile, width })) {
          faults.push(differs(org, `${tile.level}/${tile.index}`))
        }
      }
      return faults
    },
  }
}

function isStored(
  stored: Uint8Array | null,
  { tile, width }: { tile: Tile; width: number },
): boolean {
  const from = tile.from * hashBytes
  return (
    stored !== null &&
    stored.length >= width * hashBytes &&
    sameBytes(stored.subarray(from), tile.bytes.subarray(from, stored.length))
  )
}

function differs(org: string, name: string): Fault {
  return difference(org, ['tile', name], {
    code: 'tile.differs',
    text: {
      zh: `散列块 ${name} 缺失或与条目不符。`,
      en: `Tile ${name} is missing or differs from the entries.`,
    },
  })
}
