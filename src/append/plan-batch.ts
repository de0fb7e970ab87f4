import type { Fault } from '../ledger/fault.ts'
import { fault } from '../ledger/fault.ts'
import type { RecordHead } from '../ledger/record/fold.ts'
import { recordAfter, withPayload } from '../ledger/record/fold.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import { toBase64 } from '../log/base64.ts'
import type { CompactRange } from '../log/compact-range.ts'
import { appendLeafHash, rangeRoot } from '../log/compact-range.ts'
import type { Leaf } from '../log/leaf.ts'
import { leafHash, leafText } from '../log/leaf.ts'
import type { LogCrypto } from '../log/log-crypto.ts'
import type { PreparedWrite } from './prepare-write.ts'

/** Where a log stands. */
export interface LogHead {
  readonly range: CompactRange
  /** Moment of the newest entry, UTC ISO; null for an empty log. */
  readonly recordedAt: string | null
}

/** An idempotency key that was answered before. */
export interface Answer {
  readonly digest: string
  readonly index: number
}

/** What was read under the lock of the log head. */
export interface BatchState {
  /** Public id of the organisation. */
  readonly org: string
  readonly head: LogHead
  readonly records: ReadonlyMap<string, RecordHead>
  readonly answers: ReadonlyMap<string, Answer>
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** One entry that the batch adds. */
export interface PlannedEntry {
  readonly index: number
  readonly leaf: Leaf
  readonly leafText: string
  readonly leafHash: Uint8Array
  readonly write: PreparedWrite
  /** The record as this entry leaves it; null for an entry about no record. */
  readonly record: LedgerRecord | null
}

/** What becomes of one write. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly entry: PlannedEntry }
  /** Its key was answered before, by this entry. */
  | { readonly kind: 'repeated'; readonly index: number }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }

/** What a batch does to the log. */
export interface BatchPlan {
  readonly outcomes: readonly Outcome[]
  readonly entries: readonly PlannedEntry[]
  readonly head: LogHead
  /** Root of the log after the batch. */
  readonly root: Uint8Array
  /** What the next writes of the same transaction are decided by. */
  readonly after: BatchState
}

/**
 * Decides a batch in order of arrival: a later write sees an earlier one of the same batch. A
 * refusal concerns one write, never the batch. Pure: the same state and writes, the same plan. May
 * be put aside after each write.
 */
export function* planBatch(
  crypto: LogCrypto,
  state: BatchState,
  writes: Iterable<PreparedWrite>,
): Generator<undefined, BatchPlan> {
  const records = new Map(state.records)
  const answers = new Map(state.answers)
  const entries: PlannedEntry[] = []
  let range = state.head.range
  const recordedAt = laterOf(state.head.recordedAt, new Date(state.now).toISOString())
  const decide = (write: PreparedWrite): Outcome => {
    const { idempotency } = write.request
    const answer = idempotency === null ? undefined : answers.get(idempotency.key)
    if (answer !== undefined) {
      if (answer.digest === idempotency?.digest) return { kind: 'repeated', index: answer.index }
      return { kind: 'refused', faults: [keyReused()] }
    }
    const known = write.record === null ? undefined : records.get(write.record)
    const faults = faultsOf(write, known)
    if (faults.length > 0) return { kind: 'refused', faults }
    const at = { index: range.size, recordedAt, org: state.org }
    const entry = planEntry(crypto, write, known, at)
    range = appendLeafHash(crypto, range, entry.leafHash)
    entries.push(entry)
    if (idempotency !== null) {
      answers.set(idempotency.key, { digest: idempotency.digest, index: entry.index })
    }
    const { record } = entry
    if (record !== null) {
      records.set(record.id, { ...record, leafHash: toBase64(entry.leafHash) })
    }
    return { kind: 'accepted', entry }
  }
  const outcomes: Outcome[] = []
  for (const write of writes) {
    yield
    outcomes.push(decide(write))
  }
  const head = { range, recordedAt: entries.length === 0 ? state.head.recordedAt : recordedAt }
  const after = { ...state, head, records, answers }
  return { outcomes, entries, head, root: rangeRoot(crypto, range), after }
}

// A clock set back must not make a later entry look older than an earlier one.
function laterOf(before: string | null, now: string): string {
  return before !== null && before > now ? before : now
}

function faultsOf({ request, record }: PreparedWrite, known: RecordHead | undefined): Fault[] {
  if (record === null) return []
  const isElsewhere = request.register !== null && known?.register !== request.register
  if (request.expected === null) return known === undefined ? [] : [staleWrite()]
  if (known === undefined || isElsewhere) return [unknownRecord()]
  return known.version === request.expected ? [] : [staleWrite()]
}

function planEntry(
  crypto: LogCrypto,
  write: PreparedWrite,
  known: RecordHead | undefined,
  at: { index: number; recordedAt: string; org: string },
): PlannedEntry {
  const { request } = write
  const register = request.register ?? known?.register ?? null
  const leaf: Leaf = {
    v: 1,
    org: at.org,
    pack: request.pack,
    kind: request.kind,
    register,
    record: write.record,
    version: write.record === null ? 0 : (known?.version ?? 0) + 1,
    prev: known?.leafHash ?? null,
    occurredOn: request.occurredOn,
    recordedAt: at.recordedAt,
    actor: request.actor,
    payload: write.payload,
  }
  const text = leafText(leaf)
  const hash = leafHash(crypto, text)
  const made = recordAfter(known, { index: at.index, leaf, hash: toBase64(hash) })
  return {
    index: at.index,
    leaf,
    leafText: text,
    leafHash: hash,
    write,
    record: made === null ? null : withPayload(made, request),
  }
}

/** The fault of a write over a version that another has followed. */
export function staleWrite(): Fault {
  return fault('write.stale', {
    text: {
      zh: '这条记录在您打开之后已有改动。',
      en: 'The record has changed since you opened it.',
    },
    hint: {
      zh: '请重新打开记录，核对之后再保存。',
      en: 'Open the record again, compare, and save once more.',
    },
  })
}

function keyReused(): Fault {
  return fault('write.key-reused', {
    text: {
      zh: '这份内容此前已经保存过一次，与现在的不同，这一次没有写入。',
      en: 'This was saved once before, with other words; nothing was written this time.',
    },
    hint: {
      zh: '请先看已保存的那一条，要改就更正它；确是另一件事的，另记一笔（程序请换一个防重键）。',
      en: 'Look at what was saved and correct it; something else is recorded as well (a program uses another idempotency key).',
    },
  })
}

function unknownRecord(): Fault {
  return fault('record.unknown', {
    text: { zh: '没有这条记录。', en: 'There is no such record.' },
    hint: { zh: '请核对记录编号与台账。', en: 'Check the record id and the register.' },
  })
}
