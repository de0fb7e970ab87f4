import type { Job } from '../app/jobs/job.ts'
import { after, every } from '../app/jobs/pace.ts'
import { runDueJobs } from '../app/jobs/run-due-jobs.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { Zoned } from './unit-zone.ts'
import { unitZone } from './unit-zone.ts'

/** Jobs that are looked after until `stop`, which waits for what is under way. */
export interface FollowedJobs {
  stop(): Promise<void>
}

/** Often enough for jobs of every minute, and whatever the clock of the machine does. */
const lookEveryMs = 20_000
const stopWithinMs = 10_000
/** Where a server has no unit yet. */
const zoneDefault = 'Asia/Shanghai'

/**
 * Looks for due jobs again and again; one that is still running is not begun beside itself, and a
 * long one waits for the long one before it: two at once take a core from those who work.
 */
export function followJobs(
  ports: Pick<AppPorts, 'jobRuns' | 'clock'> & Zoned,
  jobs: readonly Job[],
  onProblem: (error: unknown) => void,
): FollowedJobs {
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  const setting = {
    runs: ports.jobRuns,
    clock: ports.clock,
    onProblem,
    every,
    pause: after,
    zone: keptZone(ports),
  }
  let longBefore: Promise<void> = Promise.resolve()
  const runOne = (job: Job) => runDueJobs(setting, [job], stopping.signal).catch(onProblem)
  const look = () => {
    for (const job of jobs) {
      if (running.has(job.id)) continue
      const run = job.long === true ? longBefore.then(() => runOne(job)) : runOne(job)
      if (job.long === true) longBefore = run
      running.set(
        job.id,
        run.finally(() => running.delete(job.id)),
      )
    }
  }
  look()
  const stopLooking = every(lookEveryMs, look)
  return {
    stop: async () => {
      stopLooking()
      stopping.abort()
      await Promise.race([Promise.allSettled(running.values()), after(stopWithinMs)])
    },
  }
}

/** The zone of the first real unit, asked for until there is one. */
function keptZone(ports: Zoned): () => Promise<string> {
  let zone: string | null = null
  return async () => {
    zone ??= await unitZone(ports)
    return zone ?? zoneDefault
  }
}
