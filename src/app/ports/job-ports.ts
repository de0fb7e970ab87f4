import type { Label } from '../../ledger/label.ts'

/** How a run ended; `cut-off`: its process died and nobody could finish it. */
export type RunOutcome = 'done' | 'failed' | 'cut-off'

/** One due run of a job, as the administrator sees it. */
export interface JobRunRow {
  readonly job: string
  /** The moment it was due, ISO 8601 UTC. */
  readonly dueAt: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** Null while it runs. */
  readonly outcome: RunOutcome | null
  /** What came of it, or why it failed. */
  readonly note: Label | null
  /** How often it was begun: more than once after a process died. */
  readonly tries: number
}

/** The right to do one due run, held by one process at a time. */
export interface HeldRun {
  readonly job: string
  readonly dueAt: string
  readonly holder: string
}

/** The runs of jobs, in the database that all servers share. */
export interface JobRuns {
  /** When this job was first known here, ISO 8601: what was due before is nobody's. */
  firstSeen(job: string, now: string): Promise<string>
  /**
   * Takes a due run, also one whose holder died; null when somebody has it, had it, or holds
   * another run of the same job. Of any number of processes that ask at once, one gets it.
   */
  claim(run: { job: string; dueAt: string }): Promise<HeldRun | null>
  /** Holds on for longer. False: the run was taken away, and this process must stop. */
  holdOn(run: HeldRun): Promise<boolean>
  /** Writes how it ended; nothing when the run was taken away. Old runs are dropped. */
  end(run: HeldRun, ended: { outcome: RunOutcome; note: Label | null }): Promise<void>
  /** The newest runs of every job and its last failure, newest first. */
  newest(limitEach: number): Promise<readonly JobRunRow[]>
}
