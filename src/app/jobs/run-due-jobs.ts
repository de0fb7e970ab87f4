import type { Clock } from '../../append/effects.ts'
import { faultText, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { HeldRun, JobRuns } from '../ports/job-ports.ts'
import { dueAt } from './due-at.ts'
import type { Job, JobResult } from './job.ts'

/** What running jobs needs. */
export interface JobSetting {
  readonly runs: JobRuns
  readonly clock: Clock
  /** IANA zone of the unit the server stands in. */
  zone(): Promise<string>
  /** Called again and again while a run goes on; answers a way to stop that. */
  every(ms: number, work: () => void): () => void
  pause(ms: number): Promise<void>
  /** Told what nobody foresaw; the run is recorded as failed all the same. */
  onProblem(error: unknown): void
}

/** Well within the minute after which another process may take a run over. */
const holdOnEveryMs = 15_000

/**
 * Does what is due now, each job beside the others, and answers when all have ended. What another
 * process does or did already is left alone.
 */
export async function runDueJobs(
  setting: JobSetting,
  jobs: readonly Job[],
  signal: AbortSignal,
): Promise<void> {
  const zone = await setting.zone()
  await Promise.all(
    jobs.map(async (job) => {
      try {
        // What is claimed is run: nobody else could while the claim holds.
        const held = signal.aborted ? null : await claimDue(setting, job, zone)
        if (held !== null) await runHeld(setting, job, { held, zone, signal })
      } catch (error) {
        setting.onProblem(error)
      }
    }),
  )
}

/** How a run ended. */
export type EndedRun = Parameters<JobRuns['end']>[1]

/**
 * Does a job at once, whenever it is due by itself next; null: it is being done, by whatever
 * process, and not begun beside itself.
 */
export async function runNow(
  setting: JobSetting,
  job: Job,
  signal: AbortSignal,
): Promise<EndedRun | null> {
  const { runs, clock } = setting
  const now = new Date(clock.now()).toISOString()
  await runs.firstSeen(job.id, now)
  const held = await runs.claim({ job: job.id, dueAt: now })
  return held && runHeld(setting, job, { held, zone: await setting.zone(), signal })
}

async function claimDue(
  { runs, clock }: JobSetting,
  job: Job,
  zone: string,
): Promise<HeldRun | null> {
  const nowMs = clock.now()
  const due = new Date(dueAt(job.when, { zone, nowMs })).toISOString()
  const firstSeen = await runs.firstSeen(job.id, new Date(nowMs).toISOString())
  return due < firstSeen ? null : runs.claim({ job: job.id, dueAt: due })
}

async function runHeld(
  setting: JobSetting,
  job: Job,
  { held, zone, signal }: { held: HeldRun; zone: string; signal: AbortSignal },
): Promise<EndedRun> {
  const { pause, onProblem } = setting
  try {
    const { note } = await whileHeld(setting, held, (lost) =>
      job.run({
        dueAt: held.dueAt,
        zone,
        signal: AbortSignal.any([signal, lost]),
        pause,
        onProblem,
      }),
    )
    return { outcome: 'done', note }
  } catch (error) {
    if (!(error instanceof Refusal)) onProblem(error)
    return failed(error)
  }
}

/**
 * Does some work while a run is held, and writes how it ended; throws what the work threw. The
 * signal is aborted when the run was taken away.
 */
export async function whileHeld<T extends JobResult>(
  { runs, every, onProblem }: Pick<JobSetting, 'runs' | 'every' | 'onProblem'>,
  held: HeldRun,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController()
  // A database that does not answer for a moment takes nothing away; the claim decides.
  const stop = every(holdOnEveryMs, () => {
    runs.holdOn(held).then((holds) => holds || lost.abort(), onProblem)
  })
  try {
    const result = await work(lost.signal)
    await runs.end(held, { outcome: 'done', note: result.note })
    return result
  } catch (error) {
    await runs.end(held, failed(error)).catch(onProblem)
    throw error
  } finally {
    stop()
  }
}

function failed(error: unknown): EndedRun {
  return { outcome: 'failed', note: reasonOf(error) }
}

function reasonOf(error: unknown): Label {
  const [first] = error instanceof Refusal ? error.faults : []
  return first ? faultText(first) : unforeseen
}

const unforeseen: Label = {
  zh: '发生了未预料的错误，详情见服务器日志。',
  en: 'Something unforeseen happened; the log of the server tells more.',
}
