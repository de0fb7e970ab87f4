import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce, keyRanges } from '../../log/announced-keys.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { encodeEntryBundle, parseTilePath, tilePath, tileWidth } from '../../log/tiles.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { readAnnouncedKeys } from './announced-keys.ts'
import { readTiles } from './log-proofs.ts'
import type { Scope } from './within-organisation.ts'

/**
 * One file of the log in the layout of c2sp.org/tlog-tiles: `checkpoint`, `tile/…`, and beside
 * them `vkey`, the key that signs the newest checkpoint, and `keys`, all there ever were. A
 * checkpoint carries the lines of the witnesses that cosigned it, as c2sp.org/tlog-cosignature has
 * them; `checkpoint.witnessed` is the newest one with any, which the newest one seldom is.
 * Null for a path that is not one, or lies beyond the newest checkpoint. Who may have the entry
 * bundles (`tile/entries/…`) is for the caller to decide.
 */
export async function logFile(scope: Scope, path: string): Promise<Uint8Array | null> {
  if (path === 'checkpoint') {
    const last = await newestCheckpoint(scope)
    return last === null ? null : toUtf8(last.note + (await cosignaturesAt(scope, last.size)))
  }
  if (path === 'checkpoint.witnessed') {
    const witnessed = await newestWitnessed(scope)
    if (witnessed === null) return null
    return toUtf8(witnessed.note + (await cosignaturesAt(scope, witnessed.size)))
  }
  if (path === 'vkey') {
    const last = await newestCheckpoint(scope)
    const size = last?.size ?? Number.MAX_SAFE_INTEGER
    const key = keyInForce(await readAnnouncedKeys(scope), { purpose: 'log', size })
    return key === null ? null : toUtf8(`${key.vkey}\n`)
  }
  if (path === 'keys') return toUtf8(keysText(await readAnnouncedKeys(scope)))
  const tile = parseTilePath(path)
  if (tile === null) return null
  if (tile.level !== 'entries') return (await readTiles(scope, [tile])).get(tilePath(tile)) ?? null
  return entryBundle(scope, { first: tile.index * tileWidth, width: tile.width })
}

/** One key a line of JSON: what it signs, its verifier key, from which entry on, up to which. */
function keysText(keys: readonly AnnouncedKey[]): string {
  return keyRanges(keys)
    .map((key) => `${canonicalJson({ ...key })}\n`)
    .join('')
}

async function newestCheckpoint(scope: Scope): Promise<{ size: number; note: string } | null> {
  const [row] = await scope.rows<{ size: number; note: string }>({
    name: 'newest-checkpoint',
    text: `SELECT size, note FROM ledger.checkpoint WHERE org_id = $1
           ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  return row ?? null
}

async function newestWitnessed(scope: Scope): Promise<{ size: number; note: string } | null> {
  const [row] = await scope.rows<{ size: number; note: string }>({
    name: 'newest-witnessed',
    text: `SELECT size, note FROM ledger.checkpoint c WHERE org_id = $1 AND EXISTS (
             SELECT 1 FROM ledger.cosignature s WHERE s.org_id = $1 AND s.size = c.size)
           ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  return row ?? null
}

/** Signature lines of the witnesses of one checkpoint; empty where it has none. */
async function cosignaturesAt(scope: Scope, size: number): Promise<string> {
  const rows = await scope.rows<{ line: string }>({
    name: 'cosignatures-at',
    text: `SELECT line FROM ledger.cosignature WHERE org_id = $1 AND size = $2 ORDER BY witness`,
    values: [scope.org, size],
  })
  return rows.map(({ line }) => line).join('')
}

async function entryBundle(
  scope: Scope,
  { first, width }: { first: number; width: number },
): Promise<Uint8Array | null> {
  const last = await newestCheckpoint(scope)
  if (first + width > (last?.size ?? 0)) return null
  const rows = await scope.rows<{ leaf: string }>({
    name: 'entry-bundle',
    text: `SELECT leaf FROM ledger.entry
           WHERE org_id = $1 AND index >= $2 AND index < $3 ORDER BY index`,
    values: [scope.org, first, first + width],
  })
  return rows.length === width ? encodeEntryBundle(rows.map((row) => toUtf8(row.leaf))) : null
}
