import type { QueryConfig } from 'pg'
import type { BatchPlan, LogHead, PlannedEntry } from '../../append/plan-batch.ts'
import { unhurried } from '../../append/unhurried.ts'
import { collectedRows } from '../../ledger/core/collected.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import { recordFacets } from '../../ledger/record/facet.ts'
import { encodeRange } from '../../log/compact-range.ts'
import type { ReceiptEntry } from '../signing/receipt-signer.ts'
import { receiptEntry } from '../signing/receipt-signer.ts'
import { binaryArray } from './binary-array.ts'
import { deleteCollected, insertCollected } from './collected-rows.ts'
import { deleteFacets, facetChanges, insertFacets, insertNewFacets } from './facet-rows.ts'
import type { LockedState } from './locked-state.ts'
import { headForUpdate } from './locked-state.ts'
import { ownedMs } from './log-owners.ts'
import type { Scope } from './within-organisation.ts'

/** Rows of one statement at most: an import is written in several. */
const rowsMax = 1_000

/** Signs the receipts of a batch, in its order, wherever the key is. */
export type SignReceipts = (entries: readonly ReceiptEntry[]) => Promise<readonly string[]>

/**
 * What the socket to the database takes at once is gone in a few milliseconds: whoever sends much
 * gives it more as often, so that the database writes while the rest is prepared.
 */
export const sendingTurnMs = 2

/** Writes under way of one transaction, which plans follow one another in. */
export interface Sending {
  /** Sends what a plan writes; the last one moves the head of the log. */
  add(plan: BatchPlan, how: { readonly isLast: boolean }): Promise<void>
  /** Once all is sent that was added: the receipts of all entries, in order. */
  receipts(): Promise<readonly string[]>
}

/**
 * Begins to send. Records go first: the database may write them, and the next plan be made, while
 * receipts are signed. The log itself follows behind the move of its head, or may wait for another.
 */
export function beginSending(
  scope: Scope,
  given: {
    readonly before: Pick<LockedState, 'facets' | 'head'>
    /** Where the log's writes go from now on; null: where they went before. */
    readonly owner?: string | null
    /** Where the lock is not had: once the batch before has moved the head, or never will. */
    readonly behind?: Promise<void> | undefined
    /** Hears that the head has moved: whoever asks for it now has it behind this transaction. */
    readonly onHeadMoved?: () => void
  },
  sign: SignReceipts,
): Sending {
  const { before, owner = null, behind, onHeadMoved } = given
  const facets = new Map(before.facets)
  const signed: Promise<readonly string[]>[] = []
  let entered = Promise.resolve()
  const move = (plan: BatchPlan) => {
    // A statement of its own waits for the batch before: one that waited while it moves the head
    // would judge by where that stood when it began.
    if (behind !== undefined) scope.send(headForUpdate(scope.org))
    scope.send(moveHead(scope.org, plan, { from: before.head, owner }), onHeadMoved)
  }
  return {
    add: async (plan, { isLast }) => {
      await unhurried(sendRecords(scope, plan, facets), sendingTurnMs)
      const receipts = plan.entries.length === 0 ? [] : sign(plan.entries.map(receiptEntry))
      signed.push(Promise.resolve(receipts))
      const after = Promise.all([receipts, behind, entered])
      entered = after.then(([texts]) => {
        if (isLast && plan.head.range.size > before.head.range.size) move(plan)
        return unhurried(sendEntries(scope, plan, texts), sendingTurnMs)
      })
      // Looked at when all is sent; until then it must not count as unhandled.
      entered.catch(() => {})
    },
    receipts: async () => {
      await entered
      return (await Promise.all(signed)).flat()
    },
  }
}

/** Sends everything that a plan writes; answers the receipts of its entries, in order. */
export async function sendPlan(
  scope: Scope,
  { plan, ...given }: { readonly plan: BatchPlan } & Parameters<typeof beginSending>[1],
  sign: SignReceipts,
): Promise<readonly string[]> {
  const sending = beginSending(scope, given, sign)
  await sending.add(plan, { isLast: true })
  return sending.receipts()
}

// Nothing of records that are new stands in the way of another transaction.
function* sendRecords(
  scope: Scope,
  plan: BatchPlan,
  facets: Map<string, readonly RecordFacet[]>,
): Generator<undefined, void> {
  // The newest version of each record only: one statement may not touch a row twice.
  const newest = new Map(plan.entries.map((one) => [one.record?.id ?? '', one]))
  newest.delete('')
  for (const entries of slices([...newest.values()])) {
    const added = entries.filter(isOfNew)
    if (added.length > 0) scope.send(insertRecords(scope.org, added))
    const changed = entries.filter((one) => !isOfNew(one))
    if (changed.length > 0) scope.send(upsertRecords(scope.org, changed))
    yield
    sendFacets(scope, entries, facets)
    yield
    sendCollected(scope, entries)
  }
}

/** Whether an entry begins a record: of one under an id drawn for it nothing can be there. */
function isOfNew({ record }: PlannedEntry): boolean {
  return record?.version === 1
}

function sendFacets(
  scope: Scope,
  entries: readonly PlannedEntry[],
  stored: Map<string, readonly RecordFacet[]>,
): void {
  const gone: RecordFacet[] = []
  const added: RecordFacet[] = []
  const ofNew: RecordFacet[] = []
  for (const entry of entries) {
    const { record, write } = entry
    if (record === null) continue
    const now = recordFacets(record, write.request.title)
    const before = stored.get(record.id)
    const changes = facetChanges(before ?? [], now)
    // A later plan of the same transaction may change it again.
    if (before !== undefined) stored.set(record.id, now)
    for (const one of changes.gone) gone.push(one)
    for (const one of changes.added) (isOfNew(entry) ? ofNew : added).push(one)
  }
  for (const rows of slices(gone)) scope.send(deleteFacets(scope.org, rows))
  for (const rows of slices(added)) scope.send(insertFacets(scope.org, rows))
  for (const rows of slices(ofNew)) scope.send(insertNewFacets(scope.org, rows))
}

function sendCollected(scope: Scope, entries: readonly PlannedEntry[]): void {
  const records = entries.flatMap(({ record }) => record ?? [])
  const arrived = records.filter(({ register }) => register === core.receivedReport.id)
  const changed = arrived.filter(({ version }) => version > 1)
  if (changed.length > 0) {
    const ids = changed.map(({ id }) => id)
    scope.send(deleteCollected(scope.org, ids))
  }
  for (const rows of slices(arrived.flatMap(collectedRows))) {
    scope.send(insertCollected(scope.org, rows))
  }
}

function* sendEntries(
  scope: Scope,
  plan: BatchPlan,
  receipts: readonly string[],
): Generator<undefined, void> {
  const from = plan.entries[0]?.index ?? 0
  for (const entries of slices(plan.entries)) {
    scope.send(insertPayloads(scope.org, entries))
    yield
    const answered = entries.filter((one) => one.write.request.idempotency !== null)
    if (answered.length > 0) scope.send(insertAnswers(scope.org, answered))
    yield
    scope.send(insertEntries(scope.org, entries, { receipts, from }))
    yield
  }
}

function slices<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / rowsMax)
  return Array.from({ length: count }, (_, at) => rows.slice(at * rowsMax, (at + 1) * rowsMax))
}

function insertEntries(
  org: number,
  entries: readonly PlannedEntry[],
  { receipts, from }: { receipts: readonly string[]; from: number },
): QueryConfig {
  return {
    name: 'insert-entries',
    text: `INSERT INTO ledger.entry
             (org_id, index, leaf, leaf_hash, kind, register, record, version, recorded_at, receipt)
           SELECT h.org_id, e.* FROM ledger.log_head h, unnest($2::bigint[], $3::text[],
             $4::bytea[], $5::text[], $6::text[], $7::uuid[], $8::integer[], $9::timestamptz[],
             $10::text[]) AS e
           WHERE h.org_id = $1`,
    values: [
      org,
      entries.map((one) => one.index),
      binaryArray(
        'text',
        entries.map((one) => one.leafText),
      ),
      binaryArray(
        'bytea',
        entries.map((one) => one.leafHash),
      ),
      entries.map((one) => one.leaf.kind),
      entries.map((one) => one.leaf.register),
      entries.map((one) => one.leaf.record),
      entries.map((one) => one.leaf.version),
      entries.map((one) => one.leaf.recordedAt),
      binaryArray(
        'text',
        entries.map((one) => receipts[one.index - from]),
      ),
    ],
  }
}

function insertPayloads(org: number, entries: readonly PlannedEntry[]): QueryConfig {
  return {
    name: 'insert-payloads',
    text: `INSERT INTO ledger.payload (org_id, index, secret, salts, fields)
           SELECT h.org_id, p.*
           FROM ledger.log_head h, unnest($2::bigint[], $3::bytea[], $4::text[], $5::text[])
             AS p
           WHERE h.org_id = $1`,
    values: [
      org,
      entries.map((one) => one.index),
      binaryArray(
        'bytea',
        entries.map((one) => one.write.secret),
      ),
      entries.map((one) => one.write.salts),
      binaryArray(
        'text',
        entries.map((one) => one.write.fields),
      ),
    ],
  }
}

function insertAnswers(org: number, entries: readonly PlannedEntry[]): QueryConfig {
  return {
    name: 'insert-answers',
    text: `INSERT INTO ledger.answer (org_id, key, digest, index)
           SELECT h.org_id, a.*
           FROM ledger.log_head h, unnest($2::text[], $3::text[], $4::bigint[]) AS a
           WHERE h.org_id = $1`,
    values: [
      org,
      entries.map((one) => one.write.request.idempotency?.key),
      entries.map((one) => one.write.request.idempotency?.digest),
      entries.map((one) => one.index),
    ],
  }
}

function insertRecords(org: number, entries: readonly PlannedEntry[]): QueryConfig {
  return {
    name: 'insert-records',
    text: `INSERT INTO ledger.record (org_id, id, register, version, state, occurred_on, title,
             search, late_days, late_reason, entry, first_entry, recorded_at, first_recorded_at,
             values)
           SELECT h.org_id, r.* FROM ledger.log_head h, unnest($2::uuid[], $3::text[],
             $4::integer[], $5::text[], $6::date[], $7::text[], $8::text[], $9::integer[],
             $10::text[], $11::bigint[], $12::bigint[], $13::timestamptz[], $14::timestamptz[],
             $15::jsonb[]) AS r
           WHERE h.org_id = $1`,
    values: [
      org,
      entries.map((one) => one.record?.id),
      entries.map((one) => one.record?.register),
      entries.map((one) => one.record?.version),
      entries.map((one) => one.record?.state),
      entries.map((one) => one.record?.occurredOn),
      binaryArray(
        'text',
        entries.map((one) => one.write.request.title),
      ),
      binaryArray(
        'text',
        entries.map((one) => one.write.request.search),
      ),
      entries.map((one) => one.record?.lateDays),
      entries.map((one) => one.record?.lateReason),
      entries.map((one) => one.index),
      entries.map((one) => one.record?.firstEntry),
      entries.map((one) => one.record?.recordedAt),
      entries.map((one) => one.record?.firstRecordedAt),
      binaryArray(
        'jsonb',
        entries.map((one) => JSON.stringify(one.record?.values)),
      ),
    ],
  }
}

// The record may be as new as its change: where both are in one batch, it is not there yet.
function upsertRecords(org: number, entries: readonly PlannedEntry[]): QueryConfig {
  const insert = insertRecords(org, entries)
  return {
    ...insert,
    name: 'upsert-records',
    text: `${insert.text}
           ON CONFLICT (org_id, id) DO UPDATE SET version = excluded.version,
             state = excluded.state, occurred_on = excluded.occurred_on, title = excluded.title,
             search = excluded.search, late_days = excluded.late_days,
             late_reason = excluded.late_reason, entry = excluded.entry,
             recorded_at = excluded.recorded_at, values = excluded.values`,
  }
}

/**
 * Whether a transaction failed because the head of the log was not where it was to begin, or
 * because whoever has it waits for a record of this one: they were sent the same write.
 */
export function isHeadMoved(error: unknown): boolean {
  const { code } = (error as { code?: string } | null) ?? {}
  return code === divisionByZero || code === deadlockDetected
}

const divisionByZero = '22012'
const deadlockDetected = '40P01'

// Only from where the batch begins, or the whole transaction fails: the edge of the tree says all
// that is in it. A statement that changes no row is no error by itself; a division by nothing is.
function moveHead(
  org: number,
  { head: { range, recordedAt }, root }: BatchPlan,
  { from, owner }: { from: LogHead; owner: string | null },
): QueryConfig {
  const isOwned = owner !== null
  const values = [org, range.size, encodeRange(range), root, recordedAt]
  const there = 'CASE WHEN size = $6 AND compact_range = $7 THEN 1 ELSE 0 END'
  const owned = `, owner = $8, owned_until = now() + ${ownedMs} * interval '1 ms'`
  return {
    name: isOwned ? 'move-head-owned' : 'move-head',
    text: `UPDATE ledger.log_head SET size = $2::bigint / ${there},
             compact_range = $3, root = $4, recorded_at = $5${isOwned ? owned : ''}
           WHERE org_id = $1`,
    values: [...values, from.range.size, encodeRange(from.range), ...(isOwned ? [owner] : [])],
  }
}
