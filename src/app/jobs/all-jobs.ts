import type { AppPorts } from '../app-ports.ts'
import type { Job } from './job.ts'

/** What every server of this program does by itself. */
export function allJobs(_ports: AppPorts): readonly Job[] {
  return []
}
