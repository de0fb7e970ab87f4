import type { Pool } from 'pg'
import type { OrgId, StoredCheckpoint } from '../../app/ports/store-ports.ts'
import type { Clock } from '../../append/effects.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import { toBase64 } from '../../log/base64.ts'
import { formatSeal, readSeal } from '../../log/checkpoint-seal.ts'
import type { CompactRange } from '../../log/compact-range.ts'
import {
  appendLeafHash,
  decodeRange,
  emptyRange,
  encodeRange,
  rangeRoot,
} from '../../log/compact-range.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { signCheckpoint } from '../../log/sign-checkpoint.ts'
import type { NamedSigner } from '../../log/sign-note.ts'
import { signNote } from '../../log/sign-note.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { readAnnouncedKeys } from '../postgres/announced-keys.ts'
import type { Scope } from '../postgres/within-organisation.ts'
import { withinOrganisation } from '../postgres/within-organisation.ts'
import { readKeyOf } from './key-file.ts'
import type { TileGatherer } from './tile-rows.ts'
import { hasFullTiles, readSoundEdge, sendTiles, tileGatherer } from './tile-rows.ts'

/** A log that can be signed. */
export interface SignedLog {
  readonly org: OrgId
  /** Public id of the organisation. */
  readonly publicId: string
  readonly origin: string
}

/** The log differs from what was signed before: nothing is signed until somebody has looked. */
class LogBroken extends Error {
  readonly org: OrgId
  readonly index: number

  constructor({ org, index, what }: { org: OrgId; index: number; what: string }) {
    super(`log of organisation ${org}, entry ${index}: ${what}`)
    this.name = 'LogBroken'
    this.org = org
    this.index = index
  }
}

/** What signing works with. */
export interface Signing {
  /** Signs in as the `signer`. */
  readonly pool: Pool
  readonly keysDir: string
  readonly crypto: LogCrypto
  readonly clock: Clock
  /** Milliseconds for which a signer that has stopped in the middle can hold up the others. */
  readonly heldMsMax?: number
  /** Logs whose tiles this process has looked over once. */
  readonly lookedOver: Set<OrgId>
}

/** A checkpoint, and the log key that signed it. */
export interface Signed {
  readonly checkpoint: StoredCheckpoint
  readonly vkey: string
}

/** Signers of one log that may be first, one after another, before this one gives up. */
const overtakenMax = 20

const heldMsDefault = 10_000

/**
 * Signs a checkpoint over all entries of a log, however many other signers do the same: each works
 * the next checkpoint out from the newest one without holding anything, then takes the signing lock
 * and stores its own only where the newest one still is the one it went on from. So one that was
 * held up stores nothing, and one that has died or stopped while it holds the lock is thrown out by
 * the database. The last checkpoint again when there is nothing new; null for an empty log.
 */
export async function signLog(parts: Signing, log: SignedLog): Promise<Signed | null> {
  const { pool } = parts
  let wanted: number | null = null
  for (let tries = 1; tries <= overtakenMax; tries += 1) {
    const next = await withinOrganisation(pool, { org: log.org, mode: 'read' }, (scope) =>
      workOut(parts, scope, log),
    )
    if (next === null || 'signed' in next) return next?.signed ?? null
    const enough = (wanted ??= next.size)
    const signed = await withinOrganisation(pool, { org: log.org, mode: 'write' }, (scope) =>
      store(parts, scope, { log, next, enough }),
    )
    if (signed !== null) {
      parts.lookedOver.add(log.org)
      return signed
    }
  }
  throw new Error(`log ${log.org}: other signers were first ${overtakenMax} times`)
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

/** A checkpoint that is worked out but neither signed nor stored. */
interface NextCheckpoint {
  /** What it goes on from. */
  readonly last: LastRow | undefined
  readonly size: number
  readonly root: Uint8Array
  readonly edge: Edge
  readonly tiles: TileGatherer
  readonly isRebuilt: boolean
  readonly keys: readonly AnnouncedKey[]
}

async function workOut(
  { crypto, lookedOver, heldMsMax = heldMsDefault }: Signing,
  scope: Scope,
  log: SignedLog,
): Promise<NextCheckpoint | { readonly signed: Signed } | null> {
  // It holds no lock, but a snapshot, behind which nothing can be cleaned up.
  limitIdle(scope, heldMsMax)
  const last = await newestCheckpoint(scope)
  const [head] = await scope.rows<{ size: number; root: Buffer }>({
    text: 'SELECT size, root FROM ledger.log_head WHERE org_id = $1',
    values: [scope.org],
  })
  if (head === undefined || head.size < (last?.size ?? 0)) {
    throw broken(log, head?.size ?? 0, 'entries are missing')
  }
  if (head.size === 0) return null
  const keys = await readAnnouncedKeys(scope)
  const isCovered = head.size === last?.size
  if (isCovered && lookedOver.has(log.org)) return { signed: stored(last, keys) }
  const reading = { crypto, scope, log, isFirstLook: !lookedOver.has(log.org) }
  const { from, isRebuilt } = await startOf(reading, last, keys)
  if (isCovered && !isRebuilt) {
    lookedOver.add(log.org)
    return { signed: stored(last, keys) }
  }
  const edge = await rehash(reading, { from, to: head.size })
  const root = rangeRoot(crypto, edge.range)
  if (!sameBytes(root, head.root)) throw broken(log, head.size - 1, 'the root is another')
  return { last, size: head.size, root, edge, tiles: edge.tiles, isRebuilt, keys }
}

// Under the lock, as a statement of its own: it sees what whoever held the lock before committed.
async function store(
  { keysDir, crypto, clock, heldMsMax = heldMsDefault }: Signing,
  scope: Scope,
  { log, next, enough }: { log: SignedLog; next: NextCheckpoint; enough: number },
): Promise<Signed | null> {
  limitIdle(scope, heldMsMax)
  scope.send({ text: `SET LOCAL lock_timeout = ${heldMsMax * 2}` })
  scope.send({
    text: `INSERT INTO ledger.signing (org_id, rounds) VALUES ($1, 1)
           ON CONFLICT (org_id) DO UPDATE SET rounds = ledger.signing.rounds + 1`,
    values: [scope.org],
  })
  const newest = await newestCheckpoint(scope)
  const { last, size, root, edge, tiles, isRebuilt, keys } = next
  if (newest !== undefined && newest.size !== last?.size) {
    // Of many signers one is always first: who was asked for no more than that is served by it.
    return newest.size >= enough ? stored(newest, keys) : null
  }
  if (newest?.size !== last?.size) return null
  sendTiles(scope, tiles, { isRebuilt })
  if (last !== undefined && size === last.size) return stored(last, keys)
  const { current, before } = signingKeys(keys, { size, lastSize: last?.size ?? 0 })
  const place = { ...log, keysDir, purpose: 'log' } as const
  const signerOf = ({ vkey }: AnnouncedKey) => readKeyOf(crypto, place, vkey).signer
  const checkpoint = { origin: log.origin, size, root }
  const old = before === null ? null : signerOf(before)
  const note = signCheckpoint(crypto, checkpoint, signerOf(current), old)
  const madeAt = new Date(clock.now()).toISOString()
  const made = { size, root: toBase64(root), note, madeAt }
  const by = { name: log.origin, signer: signerOf(current) }
  scope.send({
    text: `INSERT INTO ledger.checkpoint
             (org_id, size, root, compact_range, recorded_at, note, made_at, seal)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      scope.org,
      size,
      root,
      encodeRange(edge.range),
      edge.recordedAt,
      note,
      madeAt,
      sealRow(crypto, by, { made, last }),
    ],
  })
  return { checkpoint: made, vkey: current.vkey }
}

/** The signed seal of a checkpoint that follows `last`; the chain begins where that has none. */
function sealRow(
  crypto: LogCrypto,
  { name, signer }: NamedSigner,
  given: {
    readonly made: StoredCheckpoint
    readonly last: { readonly size: number; readonly seal: string | null } | undefined
  },
): string {
  const { made, last } = given
  const { size, root, madeAt } = made
  const since = readSeal('row', last?.seal ?? '')?.since ?? size
  const seal = { origin: name, size, root, madeAt, before: last?.size ?? 0, since }
  return signNote(crypto, formatSeal('row', seal), [{ name, signer }])
}

function limitIdle(scope: Scope, ms: number): void {
  scope.send({ text: `SET LOCAL idle_in_transaction_session_timeout = ${ms}` })
}

async function newestCheckpoint(scope: Scope): Promise<LastRow | undefined> {
  const [row] = await scope.rows<LastRow>({
    text: `SELECT size, root, compact_range, recorded_at, note, made_at, seal
           FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  return row
}

/**
 * The keys for the checkpoint of `size`. The first one that covers the announcement of a key is
 * signed by the old key as well, unless that was lost.
 */
function signingKeys(
  keys: readonly AnnouncedKey[],
  { size, lastSize }: { readonly size: number; readonly lastSize: number },
): { readonly current: AnnouncedKey; readonly before: AnnouncedKey | null } {
  const current = keyInForce(keys, { purpose: 'log', size })
  if (current === null) throw new Error('a log without a key')
  const isFirst = lastSize <= current.since
  const before = keyInForce(keys, { purpose: 'log', size: current.since })
  return { current, before: isFirst && !current.lost ? before : null }
}

/** Right edge of the tree so far, with what it adds to the tiles. */
interface Edge {
  readonly range: CompactRange
  readonly recordedAt: string
  readonly tiles: TileGatherer
}

interface Reading {
  readonly crypto: LogCrypto
  readonly scope: Scope
  readonly log: SignedLog
  readonly isFirstLook: boolean
}

/**
 * Where hashing begins: at the newest checkpoint. Where its edge or tiles are short, missing or
 * garbled, the leaves below it are hashed again, and go for what was there only when they give the
 * root that was signed.
 */
async function startOf(
  reading: Reading,
  last: LastRow | undefined,
  keys: readonly AnnouncedKey[],
): Promise<{ readonly from: Edge; readonly isRebuilt: boolean }> {
  const { crypto, scope, log, isFirstLook } = reading
  const empty = { range: emptyRange, recordedAt: '', tiles: tileGatherer(new Map()) }
  if (last === undefined) return { from: empty, isRebuilt: false }
  const root = signedRoot(reading, last, keys)
  const range = decodeRange(last.size, last.compact_range)
  if (range !== null && sameBytes(rangeRoot(crypto, range), root)) {
    const edge = await readSoundEdge(crypto, scope, range)
    if (edge !== null && (!isFirstLook || (await hasFullTiles(scope, last.size)))) {
      const { recorded_at: recordedAt } = last
      return { from: { range, recordedAt, tiles: tileGatherer(edge) }, isRebuilt: false }
    }
  }
  const from = await rehash(reading, { from: empty, to: last.size })
  if (sameBytes(rangeRoot(crypto, from.range), root)) return { from, isRebuilt: true }
  throw broken(log, last.size - 1, 'what its checkpoint signed is another root')
}

/** What the newest checkpoint signed; the columns beside the note may have been changed. */
function signedRoot(
  { crypto, log }: Reading,
  last: LastRow,
  keys: readonly AnnouncedKey[],
): Uint8Array {
  const key = keyInForce(keys, { purpose: 'log', size: last.size })
  const parsed = key === null ? null : parseVerifierKey(crypto, key.vkey)
  const logKeys = parsed?.ok ? [parsed.key] : []
  const verdict = verifyCheckpoint(crypto, last.note, { origin: log.origin, logKeys })
  if (verdict.ok && verdict.checkpoint.size === last.size) return verdict.checkpoint.root
  throw broken(log, last.size - 1, 'its checkpoint is damaged')
}

/** Entries re-hashed between two reads. */
const chunkEntries = 2_000

// The signer believes no hash of the table: it hashes the leaves again, from what it signed last.
async function rehash(
  { crypto, scope, log }: Reading,
  { from, to }: { from: Edge; to: number },
): Promise<Edge> {
  const { tiles } = from
  let { range, recordedAt } = from
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
      const hash = leafHash(crypto, row.leaf)
      if (!sameBytes(hash, row.leaf_hash)) throw broken(log, row.index, 'its bytes were changed')
      if (parsed.leaf.recordedAt < recordedAt) throw broken(log, row.index, 'it is back-dated')
      if (parsed.leaf.org !== log.publicId) throw broken(log, row.index, 'it is of another log')
      recordedAt = parsed.leaf.recordedAt
      range = appendLeafHash(crypto, range, hash, tiles.keep)
    }
  }
  return { range, recordedAt, tiles }
}

function broken({ org }: SignedLog, index: number, what: string): LogBroken {
  return new LogBroken({ org, index, what })
}

function stored(row: LastRow, keys: readonly AnnouncedKey[]): Signed {
  const { size, note, made_at: madeAt } = row
  const vkey = keyInForce(keys, { purpose: 'log', size })?.vkey ?? ''
  return { checkpoint: { size, root: toBase64(row.root), note, madeAt }, vkey }
}
