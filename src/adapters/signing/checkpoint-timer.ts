import type { OrgId, StoredCheckpoint } from '../../app/ports.ts'

/** Makes checkpoints a moment after writes, never on their path. */
export interface CheckpointTimer {
  /** The log has grown. */
  wake(org: OrgId): void
  /** At once; rejects when it cannot be made. */
  now(org: OrgId): Promise<StoredCheckpoint | null>
  /** Makes those that are due, then stops. */
  close(): Promise<void>
}

/** A timer that has at most one checkpoint of a log under way and one due. */
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

  function run(org: OrgId): Promise<StoredCheckpoint | null> {
    clearTimeout(due.get(org))
    due.delete(org)
    const before = running.get(org) ?? Promise.resolve(null)
    const made = before.catch(() => null).then(() => make(org))
    running.set(org, made)
    const forget = (): void => {
      if (running.get(org) === made) running.delete(org)
    }
    made.then(forget, forget)
    return made
  }

  return {
    wake: (org) => {
      if (afterMs === null || due.has(org)) return
      const timer = setTimeout(() => void run(org).catch(onProblem), afterMs)
      due.set(org, timer)
    },
    now: run,
    close: async () => {
      const last = [...due.keys()].map((org) => run(org).catch(onProblem))
      await Promise.allSettled([...last, ...running.values()])
    },
  }
}
