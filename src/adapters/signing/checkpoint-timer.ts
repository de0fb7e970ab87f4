import type { OrgId, StoredCheckpoint } from '../../app/ports/store-ports.ts'

/** Makes checkpoints a moment after writes, never on their path. */
export interface CheckpointTimer {
  /** The log has grown. */
  wake(org: OrgId): void
  /** What an earlier process left unsigned, one log after the other: nobody waits for it. */
  catchUp(orgs: readonly OrgId[]): Promise<void>
  /** At once; rejects when it cannot be made. */
  now(org: OrgId): Promise<StoredCheckpoint | null>
  /** Makes those that are due, then stops; waits half a minute at most. */
  close(): Promise<void>
}

/** Milliseconds until a failed checkpoint is tried again: twice as long each time, to the most. */
export const retryMs = { first: 1_000, most: 5 * 60_000 } as const

/** A signer that does not answer must not keep a server from stopping; the next start goes on. */
const closeWithinMs = 30_000

/**
 * A timer that has at most one checkpoint of a log under way and one due. One that failed is tried
 * again, later each time; new writes do not hurry it, as every try may read the whole log.
 */
export function checkpointOnTimer({
  afterMs,
  make,
  onProblem,
}: {
  /** Null: never by itself. */
  afterMs: number | null
  make: (org: OrgId) => Promise<StoredCheckpoint | null>
  onProblem: (error: unknown) => void
}): CheckpointTimer {
  const due = new Map<OrgId, NodeJS.Timeout>()
  const running = new Map<OrgId, Promise<StoredCheckpoint | null>>()
  const retryAfterMs = new Map<OrgId, number>()
  let isClosing = false

  function plan(org: OrgId, ms: number): void {
    if (afterMs === null || isClosing || due.has(org)) return
    due.set(
      org,
      setTimeout(() => void run(org).catch(onProblem), ms),
    )
  }

  function run(org: OrgId): Promise<StoredCheckpoint | null> {
    clearTimeout(due.get(org))
    due.delete(org)
    const before = running.get(org) ?? Promise.resolve(null)
    const made = before.catch(() => null).then(() => make(org))
    running.set(org, made)
    const forget = (): void => {
      if (running.get(org) === made) running.delete(org)
    }
    made.then(
      () => {
        forget()
        retryAfterMs.delete(org)
      },
      () => {
        forget()
        const ms = retryAfterMs.get(org) ?? retryMs.first
        retryAfterMs.set(org, Math.min(ms * 2, retryMs.most))
        plan(org, ms)
      },
    )
    return made
  }

  return {
    wake: (org) => plan(org, afterMs ?? 0),
    catchUp: async (orgs) => {
      for (const org of orgs) {
        if (isClosing) return
        await run(org).catch(onProblem)
      }
    },
    now: run,
    close: async () => {
      isClosing = true
      const last = [...due.keys()].map((org) => run(org).catch(onProblem))
      await inTime(Promise.allSettled([...last, ...running.values()]))
    },
  }
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise((resolve) => {
    late = setTimeout(resolve, closeWithinMs)
  })
  await Promise.race([work, tooLate])
  clearTimeout(late)
}
