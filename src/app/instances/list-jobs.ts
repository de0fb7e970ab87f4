import type { JobHead } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { JobRunRow } from '../ports/job-ports.ts'
import { allJobs } from './all-jobs.ts'

/** A job with its newest runs. */
export interface ListedJob {
  readonly job: JobHead
  readonly runs: readonly JobRunRow[]
}

/** Runs of each job that are listed. */
const runsListed = 5

/** What the server does by itself, and what came of it lately. */
export async function listJobs({
  jobRuns,
}: Pick<AppPorts, 'jobRuns'>): Promise<readonly ListedJob[]> {
  const runs = await jobRuns.newest(runsListed)
  return allJobs.map((job) => ({ job, runs: runs.filter((one) => one.job === job.id) }))
}
