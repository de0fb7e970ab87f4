import { toBase64 } from './base64.ts'
import { appendLeafHash, emptyRange, rangeRoot } from './compact-range.ts'
import type { CompactRange } from './compact-range.ts'
import { leafHash, parseLeaf } from './leaf.ts'
import type { Leaf } from './leaf.ts'
import type { LogCrypto } from './log-crypto.ts'
import { hashBytes, sameBytes } from './merkle-hash.ts'
import { verifyCheckpoint } from './verify/checkpoint.ts'
import type { Trust } from './verify/checkpoint.ts'

/** One difference between a log and what it must be; a check names all, not the first. */
export type LogFinding =
  | { readonly at: 'entry'; readonly index: number; readonly code: EntryCode; detail?: string }
  | {
      readonly at: 'checkpoint'
      /** Place in the list of checkpoints that was given. */
      readonly ordinal: number
      /** Null when the checkpoint could not be read. */
      readonly size: number | null
      readonly code: CheckpointCode
      detail?: string
    }

/** What can be wrong with an entry. */
export type EntryCode =
  /** Stored bytes do not hash to the stored hash. */
  | 'entry.hash'
  /** Indexes that no entry was given for; `detail` is the last of them. */
  | 'entry.missing'
  /** An index that was given already. */
  | 'entry.repeated'
  /** Not a leaf; `detail` is the reason of `parseLeaf`. */
  | 'entry.leaf'
  | 'entry.other-org'
  /** The first entry founds the organisation, and no other does. */
  | 'entry.found'
  /** Recorded before the entry in front of it. */
  | 'entry.recorded-at'
  /** Not the next version of its record. */
  | 'entry.version'
  /** `prev` is not the leaf hash of the version before. */
  | 'entry.prev'
  /** The record belonged to another register. */
  | 'entry.register'

/** What can be wrong with a checkpoint. */
export type CheckpointCode =
  /** Not a note by the log; `detail` is the reason of `verifyCheckpoint`. */
  | 'checkpoint.note'
  /** The entries do not give this root; `detail` is the last size that was right. */
  | 'checkpoint.root'
  /** It has seen more entries than there are: the log was cut short. */
  | 'checkpoint.beyond-log'
  /** Entries before it are missing, so that its root cannot be computed. */
  | 'checkpoint.unchecked'

/** One entry as it is stored. */
export interface StoredLeaf {
  /** The next index when not given. */
  readonly index?: number
  readonly bytes: Uint8Array
  /** The leaf hash stored beside the bytes, as in a level-0 tile. */
  readonly storedHash?: Uint8Array
}

/** What a check needs to know beforehand. */
export interface LogCheckPlan {
  /** Public id of the organisation whose log it is. */
  readonly org: string
  readonly trust: Trust
  /** Signed checkpoints in any order. */
  readonly checkpoints: readonly string[]
  readonly report: (finding: LogFinding) => void
}

/** A check under way: feed every entry in order, then finish. */
export interface LogCheck {
  feed(entry: StoredLeaf): void
  finish(): { readonly size: number; readonly root: Uint8Array; readonly findings: number }
}

interface Head {
  readonly version: number
  readonly hash: string
  readonly register: string | null
}

interface ReadCheckpoint {
  readonly ordinal: number
  readonly size: number
  readonly root: Uint8Array
}

interface State {
  readonly crypto: LogCrypto
  readonly plan: LogCheckPlan
  readonly checkpoints: ReadCheckpoint[]
  readonly heads: Map<string, Head>
  /** Hashes of entries that could not be read: what names one as `prev` is not wrong for that. */
  readonly unread: Set<string>
  range: CompactRange
  next: number
  whole: boolean
  checked: number
  lastRightSize: number
  lastRecordedAt: string
  findings: number
}

/**
 * Starts a check of a whole log. The tree is built over the stored hashes and each is compared
 * with its bytes, so that one changed entry gives one finding and not a wrong root ever after.
 */
export function startLogCheck(crypto: LogCrypto, plan: LogCheckPlan): LogCheck {
  const state: State = {
    crypto,
    plan,
    checkpoints: [],
    heads: new Map(),
    unread: new Set(),
    range: emptyRange,
    next: 0,
    whole: true,
    checked: 0,
    lastRightSize: 0,
    lastRecordedAt: '',
    findings: 0,
  }
  readCheckpoints(state)
  checkReached(state)
  return { feed: (entry) => feed(state, entry), finish: () => finish(state) }
}

function readCheckpoints(state: State): void {
  const { crypto, plan } = state
  for (const [ordinal, note] of plan.checkpoints.entries()) {
    const verdict = verifyCheckpoint(crypto, note, plan.trust)
    if (verdict.ok) {
      const { size, root } = verdict.checkpoint
      state.checkpoints.push({ ordinal, size, root })
    } else {
      const detail = verdict.reason
      report(state, { at: 'checkpoint', ordinal, size: null, code: 'checkpoint.note', detail })
    }
  }
  state.checkpoints.sort((one, other) => one.size - other.size || one.ordinal - other.ordinal)
}

function feed(state: State, entry: StoredLeaf): void {
  const index = entry.index ?? state.next
  if (index < state.next) {
    report(state, { at: 'entry', index, code: 'entry.repeated' })
    return
  }
  if (index > state.next) {
    const detail = String(index - 1)
    report(state, { at: 'entry', index: state.next, code: 'entry.missing', detail })
    state.whole = false
  }
  state.next = index + 1
  const hash = hashOf(state, index, entry)
  checkLeaf(state, { index, bytes: entry.bytes, hash })
  if (state.whole) state.range = appendLeafHash(state.crypto, state.range, hash)
  checkReached(state)
}

function hashOf(state: State, index: number, { bytes, storedHash }: StoredLeaf): Uint8Array {
  const hash = leafHash(state.crypto, bytes)
  if (storedHash === undefined || sameBytes(hash, storedHash)) return hash
  report(state, { at: 'entry', index, code: 'entry.hash' })
  return storedHash.length === hashBytes ? storedHash : hash
}

function checkLeaf(
  state: State,
  { index, bytes, hash }: { index: number; bytes: Uint8Array; hash: Uint8Array },
): void {
  const flag = (code: EntryCode, detail?: string) => {
    const finding = { at: 'entry', index, code } as const
    report(state, detail === undefined ? finding : { ...finding, detail })
  }
  const parsed = parseLeaf(bytes)
  const name = toBase64(hash)
  if (!parsed.ok) {
    flag('entry.leaf', parsed.reason)
    state.unread.add(name)
    return
  }
  const { leaf } = parsed
  if (leaf.org !== state.plan.org) flag('entry.other-org')
  if ((leaf.kind === 'found') !== (index === 0)) flag('entry.found')
  if (leaf.recordedAt < state.lastRecordedAt) flag('entry.recorded-at')
  state.lastRecordedAt = leaf.recordedAt
  if (leaf.record === null) return
  checkVersion(state, leaf, flag)
  state.heads.set(leaf.record, { version: leaf.version, hash: name, register: leaf.register })
}

function checkVersion(state: State, leaf: Leaf, flag: (code: EntryCode) => void): void {
  const head = state.heads.get(leaf.record ?? '')
  if (leaf.prev !== null && state.unread.has(leaf.prev)) return
  const version = (head?.version ?? 0) + 1
  // Behind a gap the versions between may be among what is missing, already reported as such.
  if (!state.whole && leaf.version > version) return
  if (leaf.version !== version) flag('entry.version')
  if (leaf.prev !== (head?.hash ?? null)) flag('entry.prev')
  if (head !== undefined && leaf.register !== head.register) flag('entry.register')
}

function checkReached(state: State): void {
  for (;;) {
    const checkpoint = state.checkpoints[state.checked]
    if (checkpoint === undefined || checkpoint.size > state.next) return
    state.checked += 1
    const { ordinal, size, root } = checkpoint
    const place = { at: 'checkpoint', ordinal, size } as const
    if (!state.whole) report(state, { ...place, code: 'checkpoint.unchecked' })
    else if (sameBytes(rangeRoot(state.crypto, state.range), root)) state.lastRightSize = size
    else report(state, { ...place, code: 'checkpoint.root', detail: String(state.lastRightSize) })
  }
}

function finish(state: State): ReturnType<LogCheck['finish']> {
  for (const { ordinal, size } of state.checkpoints.slice(state.checked)) {
    report(state, { at: 'checkpoint', ordinal, size, code: 'checkpoint.beyond-log' })
  }
  state.checked = state.checkpoints.length
  const root = rangeRoot(state.crypto, state.range)
  return { size: state.next, root, findings: state.findings }
}

function report(state: State, finding: LogFinding): void {
  state.findings += 1
  state.plan.report(finding)
}
