import type { QueryConfig } from 'pg'
import type { Answer, LogHead } from '../../append/plan-batch.ts'
import type { ReadyWrite } from '../../append/prepare-write.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import { recordFacets } from '../../ledger/record/facet.ts'
import type { RecordHead } from '../../ledger/record/fold.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { decodeRange } from '../../log/compact-range.ts'
import type { HeadOwner } from './log-owners.ts'
import type { Scope } from './within-organisation.ts'

interface HeadRow {
  size: number
  compact_range: Buffer
  recorded_at: string | null
  owner: string | null
  owned_ms: number
}

interface RecordRow {
  id: string
  register: string
  version: number
  first_entry: number
  first_recorded_at: string
  leaf_hash: Buffer
  occurred_on: string | null
  late_days: number
  title: string
  values: Values
}

/** What a batch needs to know, read under the lock of the log head. */
export interface LockedState {
  readonly head: LogHead
  /** Null where the head was not read. */
  readonly owner: HeadOwner | null
  readonly records: ReadonlyMap<string, RecordHead>
  readonly answers: ReadonlyMap<string, Answer>
  /** Verifier key of the receipts that are signed from here on. */
  readonly receiptKey: string
  /** Rows of `ledger.facet` that the records have, by their id. */
  readonly facets: ReadonlyMap<string, readonly RecordFacet[]>
}

/**
 * The same as an earlier batch left it, where nothing else need be known: the lock is not had, and
 * the head is moved only if it is still there (`isHeadMoved` otherwise).
 */
export function stateAsLeft({ head, receiptKey }: AsLeft): LockedState {
  const none = { records: new Map(), answers: new Map(), facets: new Map() }
  return { head, receiptKey, owner: null, ...none }
}

/** What a batch leaves behind for the next one. */
export type AsLeft = Pick<LockedState, 'head' | 'receiptKey'>

/** Locks the log head, then reads the records and idempotency keys that the writes name. */
export async function lockState(
  scope: Scope,
  writes: readonly Pick<ReadyWrite, 'request'>[],
): Promise<LockedState> {
  const ids = [...new Set(writes.flatMap((one) => one.request.record ?? []))]
  const keys = [...new Set(writes.flatMap((one) => one.request.idempotency?.key ?? []))]
  // One after another on the wire, answered together: the lock is had before the others run.
  // A statement of its own sees what whoever held the lock before has committed.
  const [{ head, owner }, receiptKeys, records, answers] = await Promise.all([
    lockHead(scope),
    scope.rows<{ vkey: string }>(receiptKeyOf(scope.org)),
    ids.length === 0 ? [] : scope.rows<RecordRow>(recordsByIds(scope.org, ids)),
    keys.length === 0 ? [] : scope.rows<Answer & { key: string }>(answersByKeys(scope.org, keys)),
  ])
  return {
    head,
    owner,
    records: new Map(records.map((row) => [row.id, recordHead(row)])),
    answers: new Map(answers.map(({ key, digest, index }) => [key, { digest, index }])),
    receiptKey: receiptKeys[0]?.vkey ?? '',
    facets: new Map(records.map((row) => [row.id, facetsOfRow(row)])),
  }
}

function receiptKeyOf(org: number): QueryConfig {
  return {
    name: 'receipt-key',
    text: `SELECT vkey FROM ledger.log_key WHERE org_id = $1 AND purpose = 'receipt'
           ORDER BY since DESC LIMIT 1`,
    values: [org],
  }
}

/** Locks and reads the head row of the organisation's log. */
export async function lockHead(scope: Scope): Promise<{ head: LogHead; owner: HeadOwner }> {
  const [row] = await scope.rows<HeadRow>(headForUpdate(scope.org))
  const range = row === undefined ? null : decodeRange(row.size, row.compact_range)
  if (row === undefined || range === null) throw new Error(`log ${scope.org} has no sound head`)
  const owner = { address: row.owner, leftMs: Math.max(0, row.owned_ms) }
  return { head: { range, recordedAt: row.recorded_at }, owner }
}

/** Locks the head of a log; whoever asks waits until nobody else has it. */
export function headForUpdate(org: number): QueryConfig {
  return {
    name: 'lock-head',
    text: `SELECT size, compact_range, recorded_at, owner,
             coalesce(extract(epoch FROM owned_until - clock_timestamp()) * 1000, 0)::float8
               AS owned_ms
           FROM ledger.log_head WHERE org_id = $1 FOR UPDATE`,
    values: [org],
  }
}

function recordsByIds(org: number, ids: readonly string[]): QueryConfig {
  return {
    name: 'records-by-ids',
    text: `SELECT r.id, r.register, r.version, r.first_entry, r.first_recorded_at, e.leaf_hash,
             r.occurred_on, r.late_days, r.title, r.values
           FROM ledger.record r JOIN ledger.entry e ON e.org_id = r.org_id AND e.index = r.entry
           WHERE r.org_id = $1 AND e.org_id = $1 AND r.id = ANY ($2::uuid[])`,
    values: [org, ids],
  }
}

function answersByKeys(org: number, keys: readonly string[]): QueryConfig {
  return {
    name: 'answers-by-keys',
    text: 'SELECT key, digest, index FROM ledger.answer WHERE org_id = $1 AND key = ANY ($2::text[])',
    values: [org, keys],
  }
}

function recordHead(row: RecordRow): RecordHead {
  return {
    register: row.register,
    version: row.version,
    firstEntry: row.first_entry,
    firstRecordedAt: row.first_recorded_at,
    leafHash: toBase64(row.leaf_hash),
  }
}

function facetsOfRow(row: RecordRow): readonly RecordFacet[] {
  const { id, register, occurred_on: occurredOn, late_days: lateDays, title, values } = row
  return recordFacets({ id, register, occurredOn, lateDays, values }, title)
}
