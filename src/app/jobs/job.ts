import type { Label } from '../../ledger/label.ts'

/**
 * When a job is due: each day at a time (`HH:MM`) of the unit's zone, or every so many minutes
 * counted from midnight UTC (so a divisor of 1,440).
 */
export type JobTime = { readonly daily: string } | { readonly everyMinutes: number }

/** What a run is given. */
export interface JobContext {
  /** The moment it was due, ISO 8601 UTC; the same when it is begun again after a crash. */
  readonly dueAt: string
  /** IANA zone of the unit the server stands in. */
  readonly zone: string
  /** Aborted when the server stops or the run was taken away: end soon, leave nothing half done. */
  readonly signal: AbortSignal
  /** Waits so many milliseconds. */
  pause(ms: number): Promise<void>
  /** Told what a part of the work failed with, while the rest of it goes on. */
  onProblem(error: unknown): void
}

/** What came of a run, for the administrator of the server; no names, no contents. */
export interface JobResult {
  readonly note: Label | null
}

/** What a job is and when it is due: told without anything that it works with. */
export interface JobHead {
  /** Stable: the runs in the database are named by it. */
  readonly id: string
  readonly label: Label
  readonly when: JobTime
  /** It goes through all units or all rows: a server does one such at a time. */
  readonly long?: true
}

/**
 * Work that a server does by itself. Several servers of one database do each due run once; after
 * a crash the newest one is begun again, so `run` must bear being begun twice. It throws a
 * `Refusal` to fail with a sentence; any other error fails as unforeseen.
 */
export interface Job extends JobHead {
  run(context: JobContext): Promise<JobResult>
}

/** A job that is declared, and does its work with whatever ports it is given. */
export interface DeclaredJob<Ports> extends JobHead {
  readonly run: (ports: Ports, context: JobContext) => Promise<JobResult>
}

/** The job as a server does it, with its ports. */
export function jobWith<Ports>({ run, ...head }: DeclaredJob<Ports>, ports: Ports): Job {
  return { ...head, run: (context) => run(ports, context) }
}
