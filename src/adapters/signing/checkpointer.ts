import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Clock, OrgId, StoredCheckpoint } from '../../app/ports.ts'
import { toBase64 } from '../../log/base64.ts'
import { appendLeafHash, decodeRange, emptyRange } from '../../log/compact-range.ts'
import { encodeRange, rangeRoot } from '../../log/compact-range.ts'
import type { CompactRange, TreeNode } from '../../log/compact-range.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { signCheckpoint } from '../../log/sign-checkpoint.ts'
import { cosign } from '../../log/sign-note.ts'
import { formatSignatureLine } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { withinOrganisation } from '../postgres/within-organisation.ts'
import type { Scope } from '../postgres/within-organisation.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { clearFollowing, hasKey, holdsKey, makeFollowingKey, makeKey } from './key-file.ts'
import { readKey, readKeyOf, settleKey, verifierKeyOf } from './key-file.ts'
import { keepNewest } from './kept-seals.ts'
import { sealRow } from './seal-row.ts'
import { readRightEdge, sendTiles, tileGatherer } from './tile-rows.ts'
import type { TileGatherer } from './tile-rows.ts'

/** A log that can be signed. */
export interface SignedLog {
  readonly org: OrgId
  /** Public id of the organisation. */
  readonly publicId: string
  readonly origin: string
}

/** Holds the log keys: makes them, and signs what the log has become. */
export interface Checkpointer {
  /** A new log key; its verifier key. `seed` (32 bytes) is given by the demo only. */
  makeLogKey(log: Omit<SignedLog, 'org'>, seed: Uint8Array | null): Promise<string>
  /**
   * A log key that is to follow the one announced last; its verifier key, or null where that one
   * is not at hand though it should be, or is though it should not. Those made before and never
   * announced are taken away, so the caller must hold the log's head.
   */
  makeFollowingLogKey(log: Omit<SignedLog, 'org'>, after: AnnouncedLast): Promise<string | null>
  /**
   * Cosigns the text of another log's checkpoint as the witness that this organisation is, with a
   * key that is made at the first time. Whether it may be cosigned was decided before.
   */
  cosign(log: Omit<SignedLog, 'org'>, checkpointText: string): Promise<Cosigned>
  /** Signs a checkpoint over all entries; the last one again when there is nothing new. */
  checkpoint(log: SignedLog): Promise<StoredCheckpoint | null>
  close(): Promise<void>
}

/** The log key that was announced last, and whether it is to vouch for the next. */
export interface AnnouncedLast {
  readonly vkey: string
  readonly isAtHand: boolean
}

/** A witness's word: the line for the note, and the key it is checked with. */
export interface Cosigned {
  /** Signature line of `c2sp.org/signed-note`, with its newline. */
  readonly line: string
  readonly vkey: string
}

/** The log differs from what was signed before: nothing is signed until somebody has looked. */
export class LogBroken extends Error {
  readonly org: OrgId
  readonly index: number

  constructor({ org, index, what }: { org: OrgId; index: number; what: string }) {
    super(`log of organisation ${org}, entry ${index}: ${what}`)
    this.name = 'LogBroken'
    this.org = org
    this.index = index
  }
}

/** Entries re-hashed between two reads. */
const chunkEntries = 2_000

/** A checkpointer in this process, over a pool that signs in as `taizhang_signer`. */
export function createCheckpointer(parts: {
  pool: Pool
  keysDir: string
  crypto: LogCrypto
  clock: Clock
}): Checkpointer {
  const { pool, keysDir, crypto, clock } = parts
  return {
    makeLogKey: async (log, seed) =>
      makeKey(crypto, { ...log, keysDir, purpose: 'log' }, seed ?? randomBytes(32)),
    makeFollowingLogKey: async (log, { vkey, isAtHand }) => {
      const place = { ...log, keysDir, purpose: 'log' } as const
      clearFollowing(place, vkey)
      if (holdsKey(crypto, place, vkey) !== isAtHand) return null
      return makeFollowingKey(crypto, place, randomBytes(32))
    },
    cosign: async (log, checkpointText) => {
      const place = { ...log, keysDir, purpose: 'witness' } as const
      if (!hasKey(place)) makeKey(crypto, place, randomBytes(32))
      const time = Math.floor(clock.now() / 1000)
      const signature = cosign(crypto, readKey(place), { checkpointText, time })
      return { line: formatSignatureLine(signature), vkey: verifierKeyOf(crypto, place) }
    },
    checkpoint: (log) => checkpointAndSettle(parts, log),
    close: () => pool.end(),
  }
}

type Signing = Parameters<typeof createCheckpointer>[0]

/** Tries: another process of this data folder may put the key in its place meanwhile, but once. */
const checkpointTriesMax = 2

// The old key's file is replaced after the checkpoint that it signs last is stored, never before.
// A crash in between leaves both files; the next call, at the latest at the next start, ends it.
async function checkpointAndSettle(
  parts: Signing,
  log: SignedLog,
): Promise<StoredCheckpoint | null> {
  const { pool, keysDir } = parts
  for (let tries = 1; ; tries += 1) {
    try {
      const made = await withinOrganisation(pool, { org: log.org, mode: 'write' }, (scope) =>
        checkpointLog(parts, scope, log),
      )
      if (made === null) return null
      settleKey({ ...log, keysDir, purpose: 'log' }, made.keys.current.vkey)
      await keepNewest(parts, log, { ...made, vkey: made.keys.current.vkey })
      return made.checkpoint
    } catch (error) {
      if (!(error instanceof Refusal) || tries === checkpointTriesMax) throw error
    }
  }
}

/** The key that signs a checkpoint, and the one that signs beside it when it is the first to. */
interface SigningKeys {
  readonly current: AnnouncedKey
  readonly before: AnnouncedKey | null
}

/**
 * The keys for the checkpoint of `size`. The first one that covers the announcement of a key is
 * signed by the old key as well, unless that was lost.
 */
async function signingKeys(
  scope: Scope,
  { size, lastSize }: { readonly size: number; readonly lastSize: number },
): Promise<SigningKeys> {
  const [current, before] = await scope.rows<AnnouncedKey>({
    text: `SELECT purpose, since, vkey, lost FROM ledger.log_key
           WHERE org_id = $1 AND purpose = 'log' AND since < $2 ORDER BY since DESC LIMIT 2`,
    values: [scope.org, size],
  })
  if (current === undefined) throw new Error(`log ${scope.org} has no key`)
  const isFirst = lastSize <= current.since
  return { current, before: isFirst && !current.lost ? (before ?? null) : null }
}

interface LastRow {
  size: number
  root: Buffer
  compact_range: Buffer
  recorded_at: string
  note: string
  made_at: string
  seal: string | null
}

async function checkpointLog(
  { keysDir, crypto, clock }: { keysDir: string; crypto: LogCrypto; clock: Clock },
  scope: Scope,
  log: SignedLog,
): Promise<{ readonly checkpoint: StoredCheckpoint; readonly keys: SigningKeys } | null> {
  const [last] = await scope.rows<LastRow>({
    text: `SELECT size, root, compact_range, recorded_at, note, made_at, seal
           FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  const [head] = await scope.rows<{ size: number; root: Buffer }>({
    text: 'SELECT size, root FROM ledger.log_head WHERE org_id = $1',
    values: [scope.org],
  })
  if (head === undefined || head.size < (last?.size ?? 0)) {
    throw new LogBroken({ org: log.org, index: head?.size ?? 0, what: 'entries are missing' })
  }
  if (head.size === 0) return null
  const keys = await signingKeys(scope, { size: head.size, lastSize: last?.size ?? 0 })
  if (last !== undefined && head.size === last.size) return { checkpoint: stored(last), keys }
  const from = edgeOf(log, last)
  const tiles = tileGatherer(await readRightEdge(scope, from.range.size))
  const edge = await rehash({ crypto, scope, log }, { from, to: head.size, tiles })
  const root = rangeRoot(crypto, edge.range)
  if (!sameBytes(root, head.root)) {
    throw new LogBroken({ org: log.org, index: head.size - 1, what: 'the root is another' })
  }
  const place = { ...log, keysDir, purpose: 'log' } as const
  const signerOf = ({ vkey }: AnnouncedKey) => readKeyOf(crypto, place, vkey).signer
  const checkpoint = { origin: log.origin, size: head.size, root }
  const before = keys.before === null ? null : signerOf(keys.before)
  const note = signCheckpoint(crypto, checkpoint, signerOf(keys.current), before)
  const madeAt = new Date(clock.now()).toISOString()
  const made = { size: head.size, root: toBase64(root), note, madeAt }
  const by = { name: log.origin, signer: signerOf(keys.current) }
  sendTiles(scope, tiles)
  scope.send({
    text: `INSERT INTO ledger.checkpoint
             (org_id, size, root, compact_range, recorded_at, note, made_at, seal)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org_id, size) DO NOTHING`,
    values: [
      ...[scope.org, head.size, root, encodeRange(edge.range)],
      ...[edge.recordedAt, note, madeAt, sealRow(crypto, by, { made, last })],
    ],
  })
  return { checkpoint: made, keys }
}

interface Edge {
  readonly range: CompactRange
  readonly recordedAt: string
}

function edgeOf(log: SignedLog, last: LastRow | undefined): Edge {
  if (last === undefined) return { range: emptyRange, recordedAt: '' }
  const range = decodeRange(last.size, last.compact_range)
  if (range === null) {
    throw new LogBroken({ org: log.org, index: last.size - 1, what: 'its checkpoint is damaged' })
  }
  return { range, recordedAt: last.recorded_at }
}

// The signer believes no hash of the table: it hashes the leaves again, from what it signed last.
async function rehash(
  { crypto, scope, log }: { crypto: LogCrypto; scope: Scope; log: SignedLog },
  { from, to, tiles }: { from: Edge; to: number; tiles: TileGatherer },
): Promise<Edge> {
  let { range, recordedAt } = from
  const keep = (node: TreeNode): void => tiles.keep(node)
  while (range.size < to) {
    const rows = await scope.rows<{ index: number; leaf: string; leaf_hash: Buffer }>({
      text: `SELECT index, leaf, leaf_hash FROM ledger.entry
             WHERE org_id = $1 AND index >= $2 AND index < $3 ORDER BY index`,
      values: [scope.org, range.size, Math.min(to, range.size + chunkEntries)],
    })
    if (rows.length === 0) throw broken(log, range.size, 'it is missing')
    for (const row of rows) {
      const parsed = parseLeaf(row.leaf)
      if (row.index !== range.size) throw broken(log, range.size, 'it is missing')
      if (!parsed.ok) throw broken(log, row.index, parsed.reason)
      const hash = leafHash(crypto, toUtf8(row.leaf))
      if (!sameBytes(hash, row.leaf_hash)) throw broken(log, row.index, 'its bytes were changed')
      if (parsed.leaf.recordedAt < recordedAt) throw broken(log, row.index, 'it is back-dated')
      if (parsed.leaf.org !== log.publicId) throw broken(log, row.index, 'it is of another log')
      recordedAt = parsed.leaf.recordedAt
      range = appendLeafHash(crypto, range, hash, keep)
    }
  }
  return { range, recordedAt }
}

function broken({ org }: SignedLog, index: number, what: string): LogBroken {
  return new LogBroken({ org, index, what })
}

function stored(row: LastRow): StoredCheckpoint {
  return { size: row.size, root: toBase64(row.root), note: row.note, madeAt: row.made_at }
}
