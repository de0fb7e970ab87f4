import { after, every } from '../jobs/pace.ts'
import { whileHeld } from '../jobs/run-due-jobs.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/** Named in the runs of the database, so that every server and command knows how far it came. */
const demoRun = 'demo'
const lookAgainMs = 1_000

/** What a demo is told with, and how to find one that is there. */
export interface Telling {
  /** The unit of the demo that is there, told to its end or not; null: none. */
  known(): Promise<OrgId | null>
  /**
   * Tells it. `again` is null at the first try and differs at each that follows; `lost` is aborted
   * when another process has taken the telling over.
   */
  tell(how: { readonly again: string | null; readonly lost: AbortSignal }): Promise<OrgId>
  /** Told while another process tells it, or was telling it less than a minute ago. */
  onWait(): void
  onProblem(error: unknown): void
}

/**
 * The demo of a database, told once by whoever comes first; others wait until it is there. One that
 * was broken off (a process that died, a full disk) is never taken for a whole one: the next who
 * asks tells it anew. What fails fails for whoever told it.
 */
export async function tellOnce(
  { jobRuns: runs, clock }: Pick<AppPorts, 'jobRuns' | 'clock'>,
  { known, tell, onWait, onProblem }: Telling,
): Promise<OrgId> {
  for (;;) {
    const last = (await runs.newest(1)).find(({ job }) => job === demoRun)
    const there = await known()
    // One that no run speaks of was brought here whole, or told by a version that wrote none.
    if (there !== null && (last === undefined || last.outcome === 'done')) return there
    // A clock that was put back must not make it older than the one before.
    const nowMs = Math.max(clock.now(), last === undefined ? 0 : Date.parse(last.dueAt) + 1)
    const dueAt = new Date(nowMs).toISOString()
    await runs.firstSeen(demoRun, dueAt)
    const held = await runs.claim({ job: demoRun, dueAt })
    if (held !== null) {
      const again = last === undefined ? null : dueAt
      const told = await whileHeld({ runs, every, onProblem }, held, async (lost) => {
        return { unit: await tell({ again, lost }), note: null }
      })
      return told.unit
    }
    onWait()
    await after(lookAgainMs)
  }
}
