import type { Pool } from 'pg'
import type { Appended, OrgId } from '../../app/ports/store-ports.ts'
import type { BatchState, Outcome, PlannedEntry } from '../../append/plan-batch.ts'
import { planBatch } from '../../append/plan-batch.ts'
import type { PreparedWrite, ReadyWrite } from '../../append/prepare-write.ts'
import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import type { AppendResult } from './append-line.ts'
import { appendedBefore, appendedNow } from './appended.ts'
import type { Sending, SignReceipts } from './batch-statements.ts'
import { beginSending, isHeadMoved, sendingTurnMs } from './batch-statements.ts'
import type { EntryMoment, ReadMoment } from './entry-moment.ts'
import type { AsLeft } from './locked-state.ts'
import { lockState, stateAsLeft } from './locked-state.ts'
import type { LogOwners } from './log-owners.ts'
import type { Scope } from './within-organisation.ts'
import { CommitUnknown, withinOrganisation } from './within-organisation.ts'

/** What the appender must know of a log beside the database. */
export interface LogIdentity {
  /** Public id of the organisation. */
  readonly publicId: string
  /** What signs receipts by a key that the log has announced. Refuses with `key.missing`. */
  readonly receipts: (vkey: string) => SignReceipts
}

/** What a batch is committed with. */
export interface CommitParts {
  readonly pool: Pool
  readonly crypto: LogCrypto
  readonly readMoment: ReadMoment
  readonly identity: (org: OrgId) => Promise<LogIdentity>
  /** Told after each commit that added entries. */
  readonly onAppended: (org: OrgId) => void
  readonly owners: LogOwners
  /** Where the last batch that this process sent leaves each log, once it is committed. */
  readonly left: Map<OrgId, AsLeft>
}

/** Writes that go into one commit. */
export interface GivenBatch {
  readonly writes: readonly ReadyWrite[]
  /** All or none. */
  readonly isGroup: boolean
  /** Another server was sent it, and did not say what became of it. */
  readonly maybeWritten: boolean
  /** The batch before, as long as it is under way: until it is over nothing is tried again. */
  readonly before: Promise<unknown>
  /** Once that one has moved the head, or never will: until then this one leaves it alone. */
  readonly behind: Promise<void>
  /** Hears that the head has moved, or that it will not: the next may ask for it. */
  readonly onHeadMoved: () => void
  /** Hears that all is with the database: the next may be sent beside it. */
  readonly onItsWay: () => void
}

const unknownTriesMax = 10

/** One batch, through lost connections: a commit without an answer is looked up, never guessed. */
export async function commitBatch(
  parts: CommitParts,
  org: OrgId,
  given: GivenBatch,
): Promise<readonly AppendResult[]> {
  const identity = await parts.identity(org)
  const lost: Attempt[] = []
  for (let tries = 1; ; tries += 1) {
    let sent: Attempt | null = null
    const batch = { ...given, org, identity, lost }
    const isFirst = !given.maybeWritten && lost.length === 0
    const asLeft = isFirst && mayGoOn(given.writes) ? parts.left.get(org) : undefined
    try {
      const { entries, results } = await attemptBatch(parts, { ...batch, asLeft }, (attempt) => {
        sent = attempt
      })
      if (entries.length > 0) parts.onAppended(org)
      return results
    } catch (error) {
      parts.left.delete(org)
      given.onHeadMoved()
      await given.before
      if (asLeft !== undefined && (isHeadMoved(error) || isKeyGone(error))) {
        // Somebody else wrote, the batch before failed, or the key was changed. Nothing of this was
        // done, and the next try locks and looks.
        tries = 0
        continue
      }
      if (error instanceof CommitUnknown && sent !== null) lost.push(sent)
      if (lost.length === 0 || error instanceof Refusal) throw error
      if (tries === unknownTriesMax) throw outcomeUnknown()
      await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries))
    }
  }
}

// A key that was replaced is gone at once from where it is held.
function isKeyGone(error: unknown): boolean {
  return error instanceof Refusal && error.faults[0]?.code === 'key.missing'
}

interface Attempt {
  readonly entries: readonly PlannedEntry[]
  readonly results: readonly AppendResult[]
}

interface Batch extends GivenBatch {
  readonly org: OrgId
  readonly identity: LogIdentity
  /** Where it goes on, without a look at the log; undefined: it looks. */
  readonly asLeft: AsLeft | undefined
  /** Attempts whose commit was never answered. */
  readonly lost: readonly Attempt[]
}

// `onSent` hears what was attempted even when the commit is never answered.
async function attemptBatch(
  parts: CommitParts,
  batch: Batch,
  onSent: (attempt: Attempt) => void,
): Promise<Attempt> {
  const { org } = batch
  const momentOf = await parts.readMoment()
  const scope = { org, mode: 'write' } as const
  return withinOrganisation(parts.pool, scope, async (within) => {
    const { attempt, left } = await writeBatch({ ...parts, momentOf }, within, batch)
    onSent(attempt)
    if (left !== null) {
      parts.left.set(org, left)
      batch.onItsWay()
    }
    return attempt
  })
}

async function writeBatch(
  parts: CommitParts & { momentOf: EntryMoment },
  scope: Scope,
  batch: Batch,
): Promise<{ readonly attempt: Attempt; readonly left: AsLeft | null }> {
  const { crypto, momentOf, owners } = parts
  const { identity, isGroup, writes, maybeWritten, lost, asLeft, onHeadMoved } = batch
  const locked = asLeft === undefined ? await lockState(scope, writes) : stateAsLeft(asLeft)
  const behind = asLeft === undefined ? undefined : batch.behind
  const known = await committed(scope, lost)
  if (known !== null) return { attempt: known, left: null }
  const owner = locked.owner === null ? owners.own : owners.saw(scope.org, locked.owner)
  const now = await momentOf(scope, locked.head.recordedAt)
  const there = maybeWritten ? await writtenBefore(scope, writes) : new Map<string, Appended>()
  const isThere = (write: ReadyWrite) => there.size > 0 && there.has(write.prepared().payload)
  const fresh = writes.filter((write) => !isThere(write))
  const sending = beginSending(
    scope,
    { before: locked, owner, behind, onHeadMoved },
    identity.receipts(locked.receiptKey),
  )
  const state = { ...locked, org: identity.publicId, now }
  const { after, outcomes, entries } = await enter({ crypto, isGroup, sending }, state, fresh)
  const before = await repeatedBefore(scope, outcomes, entries)
  const receipts = await sending.receipts()
  const added = new Map(
    entries.map((entry, at) => [entry.index, appendedNow(entry, receipts[at] ?? '')]),
  )
  const outcomeOf = new Map(outcomes.map((outcome, at) => [fresh[at], outcome]))
  const results = writes.map((write): AppendResult => {
    const outcome = outcomeOf.get(write)
    if (outcome !== undefined) return resultOf(outcome, (at) => added.get(at) ?? before.get(at))
    const appended = there.get(write.prepared().payload)
    if (appended === undefined) throw new Error('a write without an outcome')
    return { appended }
  })
  // A log that is another's is written to here now and then, and seldom stays where it was left.
  const left = owner === owners.own ? { head: after.head, receiptKey: locked.receiptKey } : null
  return { attempt: { entries, results }, left }
}

interface Entered {
  readonly outcomes: readonly Outcome[]
  readonly entries: readonly PlannedEntry[]
  readonly after: BatchState
}

/** Writes that are prepared and planned before the database is given them. */
const plannedTogether = 512

/**
 * Decides and sends writes, of a large group some at a time: the database writes them while the
 * next are prepared. A group with a fault is refused whole, and every fault of it is told.
 */
async function enter(
  { crypto, isGroup, sending }: { crypto: LogCrypto; isGroup: boolean; sending: Sending },
  state: BatchState,
  writes: readonly ReadyWrite[],
): Promise<Entered> {
  const outcomes: Outcome[] = []
  const entries: PlannedEntry[] = []
  const faults: Fault[] = []
  let after = state
  try {
    for (let from = 0; from < writes.length; from += plannedTogether) {
      const some = preparing(writes.slice(from, from + plannedTogether))
      const plan = await unhurried(planBatch(crypto, after, some), sendingTurnMs)
      after = plan.after
      if (isGroup) for (const one of faultsOf(plan.outcomes, from)) faults.push(one)
      for (const one of plan.outcomes) outcomes.push(one)
      for (const one of plan.entries) entries.push(one)
      if (faults.length > 0) continue
      await sending.add(plan, { isLast: from + plannedTogether >= writes.length })
    }
  } finally {
    // Nothing may be sent any more once the transaction has ended.
    await Promise.allSettled([sending.receipts()])
  }
  if (faults.length > 0) throw new Refusal(faults)
  return { outcomes, entries, after }
}

function* preparing(writes: readonly ReadyWrite[]): Generator<PreparedWrite, void> {
  for (const write of writes) yield write.prepared()
}

/**
 * Whether writes may go on from where the last batch left the log, without a look at it: new
 * records under ids drawn for them, and under no keys.
 */
export function mayGoOn(writes: readonly Pick<ReadyWrite, 'request'>[]): boolean {
  if (writes.length > plannedTogether) return false
  return writes.every(({ request: { kind, record, register, idempotency } }) => {
    return kind === 'create' && record === null && register !== null && idempotency === null
  })
}

function resultOf(outcome: Outcome, stored: (index: number) => Appended | undefined): AppendResult {
  if (outcome.kind === 'refused') return { faults: outcome.faults }
  const index = outcome.kind === 'accepted' ? outcome.entry.index : outcome.index
  const appended = stored(index)
  if (appended === undefined) throw new Error(`entry ${index} was answered but is not stored`)
  return { appended: { ...appended, repeated: outcome.kind === 'repeated' } }
}

/**
 * Which of these writes are entries already, by the roots of their payloads: the random secrets
 * make them unlike those of any other write. Under the lock of the head: one that is still under
 * way moves it no more once this transaction has.
 */
async function writtenBefore(
  scope: Scope,
  given: readonly ReadyWrite[],
): Promise<ReadonlyMap<string, Appended>> {
  const writes = given.map((one) => one.prepared())
  const rows = await scope.rows<{ index: number; leaf: string }>({
    name: 'written-before',
    text: `SELECT index, leaf FROM ledger.entry
           WHERE org_id = $1 AND record = ANY ($2::uuid[])`,
    values: [scope.org, writes.map(({ record }) => record)],
  })
  const payloads = new Set(writes.map(({ payload }) => payload))
  const found = rows
    .map(({ index, leaf }) => ({ index, payload: (JSON.parse(leaf) as Leaf).payload }))
    .filter(({ payload }) => payloads.has(payload))
  const answers = await appendedBefore(
    scope,
    found.map(({ index }) => index),
  )
  return new Map(
    found.flatMap(({ index, payload }): [string, Appended][] => {
      const appended = answers.get(index)
      return appended === undefined ? [] : [[payload, { ...appended, repeated: false }]]
    }),
  )
}

async function repeatedBefore(
  scope: Scope,
  outcomes: readonly Outcome[],
  entries: readonly PlannedEntry[],
): Promise<ReadonlyMap<number, Appended>> {
  const added = new Set(entries.map((entry) => entry.index))
  const indexes = outcomes.flatMap((one) =>
    one.kind === 'repeated' && !added.has(one.index) ? [one.index] : [],
  )
  return indexes.length === 0 ? new Map() : await appendedBefore(scope, indexes)
}

/** The faults of outcomes, each with the number of its write. */
function faultsOf(outcomes: readonly Outcome[], from: number): readonly Fault[] {
  return outcomes.flatMap((outcome, at) =>
    outcome.kind === 'refused'
      ? outcome.faults.map((one) => ({ ...one, at: [from + at, ...one.at] }))
      : [],
  )
}

/**
 * Which of the attempts is in the log. Under the lock of its head: one that is still under way
 * moves it no more once this transaction has. Random secrets make its leaf hashes unlike others.
 */
async function committed(scope: Scope, lost: readonly Attempt[]): Promise<Attempt | null> {
  for (const attempt of lost) {
    const [first] = attempt.entries
    if (first === undefined) return attempt
    const [row] = await scope.rows<{ leaf_hash: Buffer }>({
      text: 'SELECT leaf_hash FROM ledger.entry WHERE org_id = $1 AND index = $2',
      values: [scope.org, first.index],
    })
    if (row !== undefined && sameBytes(row.leaf_hash, first.leafHash)) return attempt
  }
  return null
}

function outcomeUnknown(): Refusal {
  return new Refusal([
    fault('write.unknown', {
      text: {
        zh: '数据库连接中断，无法确认是否已写入。',
        en: 'The database was lost before it said whether the write was stored.',
      },
      hint: {
        zh: '请用同一个防重键重试，不会重复写入。',
        en: 'Try again with the same idempotency key; nothing will be stored twice.',
      },
    }),
  ])
}
