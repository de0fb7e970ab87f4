import type { ClientConfig } from 'pg'
import type { JobRuns } from '../../app/job-ports.ts'
import { postgresJobRuns } from './job-runs.ts'
import { openPool } from './open-pool.ts'
import { connectionAs } from './roles.ts'

/** The jobs of this database, until `close`. */
export interface OpenJobs {
  readonly jobRuns: JobRuns
  close(): Promise<void>
}

const connectionsMax = 4

/** Opens the schema `jobs` under its own role; the database must be at the newest schema. */
export function openJobs({ connection }: { connection: ClientConfig }): OpenJobs {
  const pool = openPool(connectionAs(connection, 'jobs'), { max: connectionsMax })
  return { jobRuns: postgresJobRuns(pool), close: () => pool.end() }
}
