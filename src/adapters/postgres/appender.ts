import type { Appended, OrgId } from '../../app/ports/store-ports.ts'
import type { PreparedWrite, ReadyWrite } from '../../append/prepare-write.ts'
import { readyWrite } from '../../append/prepare-write.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { AppendLine, AppendResult } from './append-line.ts'
import type { CommitParts, GivenBatch } from './commit-batch.ts'
import { commitBatch, mayGoOn } from './commit-batch.ts'
import { logOwners } from './log-owners.ts'

/** Entries of one batch at most: of more that wait, the next is on its way while these go on. */
export const batchEntriesMax = 64

/** Writes that may wait for one log; more are refused, so that memory is not what gives way. */
const waitingMax = 10_000

/** What the appender works with. */
export interface AppenderParts extends Omit<CommitParts, 'owners' | 'left'> {
  /** The way to the other servers of this database; null for a command, which writes by itself. */
  readonly line: Pick<AppendLine, 'own' | 'send'> | null
}

/** Puts writes into the log of an organisation, those that come together in one commit. */
export interface Appender {
  /** One write; rejects with the refusal of this write, whatever becomes of its neighbours. */
  one(org: OrgId, write: PreparedWrite): Promise<Appended>
  /** Writes that another server sent, because the log is this one's. */
  taken(org: OrgId, writes: readonly PreparedWrite[]): Promise<readonly AppendResult[]>
  /** All or none, in one transaction of its own. */
  all(org: OrgId, writes: readonly ReadyWrite[]): Promise<readonly Appended[]>
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
}

interface Waiting {
  readonly writes: readonly ReadyWrite[]
  readonly isGroup: boolean
  /** May be sent on to the owner of the log, once; what came from there may not. */
  readonly maySend: boolean
  resolve(results: readonly AppendResult[]): void
  reject(error: unknown): void
}

/**
 * The one appender. Each log has a queue; its batches follow one another without a pause and
 * without a timer, while other logs go on beside it on connections of their own. Where several
 * servers write, a log stays with the one that wrote to it last, and the others send it theirs: two
 * that lock the same head in turn would write smaller batches and wait for each other.
 */
export function createAppender(given: AppenderParts): Appender {
  const parts: Parts = { ...given, owners: logOwners(given.line?.own ?? null), left: new Map() }
  const queues = new Map<OrgId, Waiting[]>()
  const running = new Map<OrgId, Promise<void>>()
  /** Hear that a whole batch waits for a log. */
  const onWhole = new Map<OrgId, () => void>()

  function enqueue(
    org: OrgId,
    entered: Pick<Waiting, 'writes' | 'isGroup' | 'maySend'>,
  ): Promise<readonly AppendResult[]> {
    return new Promise((resolve, reject) => {
      const queue = queues.get(org) ?? []
      queues.set(org, queue)
      if (queue.length >= waitingMax) return reject(busy())
      queue.push({ ...entered, resolve, reject })
      if (queue.length >= batchEntriesMax) onWhole.get(org)?.()
      if (!running.has(org)) running.set(org, drain(org, queue))
    })
  }

  async function drain(org: OrgId, queue: Waiting[]): Promise<void> {
    // Writes made in the same turn of the event loop share the first batch.
    await new Promise(setImmediate)
    let under: Promise<Answer> = Promise.resolve(() => {})
    let moved = Promise.resolve()
    for (;;) {
      const [before, behind] = [under, moved]
      const batch = nextBatch(queue)
      await new Promise<void>((onItsWay) => {
        moved = new Promise((onHeadMoved) => {
          under = commitTogether(parts, org, batch, { before, behind, onHeadMoved, onItsWay })
          void under.then(() => onHeadMoved())
          void under.then(() => onItsWay())
        })
      })
      // Whoever is answered goes on at once, and would keep the database waiting for what is next.
      setImmediate(await before)
      // What comes to wait meanwhile may be a whole batch only then.
      await Promise.race([under, wholeWaits(org, queue)])
      if (isNextAhead(parts, org, queue)) continue
      const answer = await under
      if (queue.length > 0) continue
      running.delete(org)
      queues.delete(org)
      onWhole.delete(org)
      return answer()
    }
  }

  async function wholeWaits(org: OrgId, queue: readonly Waiting[]): Promise<void> {
    if (queue.length < batchEntriesMax) {
      await new Promise<void>((resolve) => onWhole.set(org, resolve))
    }
    onWhole.delete(org)
  }

  return {
    one: async (org, write) => {
      const [result] = await enqueue(org, {
        writes: [readyWrite(write)],
        isGroup: false,
        maySend: true,
      })
      if (result === undefined) throw new Error('a write without a result')
      if ('faults' in result) throw new Refusal(result.faults)
      return result.appended
    },
    taken: async (org, writes) => {
      const each = { isGroup: false, maySend: false }
      const all = writes.map((write) =>
        enqueue(org, { writes: [readyWrite(write)], ...each }).catch(asResult),
      )
      return (await Promise.all(all)).flat()
    },
    all: async (org, writes) => {
      if (writes.length === 0) return []
      const results = await enqueue(org, { writes, isGroup: true, maySend: false })
      return results.map((result) => {
        if ('faults' in result) throw new Refusal(result.faults)
        return result.appended
      })
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}

function asResult(error: unknown): readonly AppendResult[] {
  if (error instanceof Refusal) return [{ faults: error.faults }]
  throw error
}

function nextBatch(queue: Waiting[]): readonly Waiting[] {
  const firstGroup = queue.findIndex((one) => one.isGroup)
  if (firstGroup === 0) return queue.splice(0, 1)
  const singles = firstGroup < 0 ? queue.length : firstGroup
  return queue.splice(0, Math.min(singles, batchEntriesMax))
}

/**
 * Whether the next batch is sent while the one before is being written: where it is a whole one and
 * goes on from there. A smaller one would only be smaller for it.
 */
function isNextAhead({ owners, left }: Parts, org: OrgId, queue: readonly Waiting[]): boolean {
  const next = queue.slice(0, batchEntriesMax)
  if (next.length < batchEntriesMax || next.some((one) => one.isGroup)) return false
  const isOurs = left.has(org) && owners.elsewhere(org) === null
  return isOurs && mayGoOn(next.flatMap((one) => one.writes))
}

/** Answers those who wait for a batch. */
type Answer = () => void

type Parts = AppenderParts & CommitParts

/**
 * Has the owner of the log write the batch; null where it is to be written here, after all: the
 * owner may have written it before it fell silent.
 */
async function sendToOwner(
  { line, owners }: Parts,
  { org, address }: { org: OrgId; address: string },
  batch: readonly Waiting[],
): Promise<readonly AppendResult[] | null> {
  try {
    const writes = batch.flatMap((one) => one.writes).map((one) => one.prepared())
    const results = (await line?.send(address, { org, writes })) ?? []
    if (results.length !== writes.length) throw new Error('the owner answered something else')
    owners.answered(org, address)
    return results
  } catch {
    owners.failed(address)
    return null
  }
}

// What is found again by its record can be sent: its owner may vanish before it answers.
function maySend(batch: readonly Waiting[]): boolean {
  return batch.every(
    (one) => one.maySend && one.writes.every((write) => write.prepared().record !== null),
  )
}

/** How a batch is committed. */
interface Way extends Omit<GivenBatch, 'writes' | 'isGroup' | 'maybeWritten'> {
  readonly maybeWritten?: boolean
}

/** Commits a batch, or has its owner do so. Never rejects: gives what answers those who wait. */
async function commitTogether(
  parts: Parts,
  org: OrgId,
  batch: readonly Waiting[],
  way: Way,
): Promise<Answer> {
  const { maybeWritten = false } = way
  const [first] = batch
  if (first === undefined) return () => {}
  const address = maybeWritten || !maySend(batch) ? null : parts.owners.elsewhere(org)
  if (address !== null) {
    const results = await sendToOwner(parts, { org, address }, batch)
    if (results !== null) return () => answerAll(batch, results)
    return commitTogether(parts, org, batch, { ...way, maybeWritten: true })
  }
  try {
    const writes = batch.flatMap((one) => one.writes)
    const { isGroup } = first
    const results = await commitBatch(parts, org, { ...way, writes, isGroup, maybeWritten })
    return isGroup ? () => first.resolve(results) : () => answerAll(batch, results)
  } catch (error) {
    if (batch.length === 1 || error instanceof Refusal) {
      return () => {
        for (const one of batch) one.reject(error)
      }
    }
    // One by one, so that what no one foresaw in one write spares its neighbours.
    const alone = { ...way, onItsWay: () => {} }
    for (const one of batch) (await commitTogether(parts, org, [one], alone))()
    return () => {}
  }
}

function answerAll(batch: readonly Waiting[], results: readonly AppendResult[]): void {
  batch.forEach((one, at) => one.resolve(results.slice(at, at + 1)))
}

function busy(): Refusal {
  return new Refusal([
    fault('write.busy', {
      text: { zh: '写入过多，暂时无法接受。', en: 'Too many writes are waiting.' },
      hint: { zh: '请稍后重试。', en: 'Try again in a moment.' },
    }),
  ])
}
