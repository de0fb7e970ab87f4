import type { AppPorts } from '../app-ports.ts'
import { reminderJobs } from '../reminders/reminder-jobs.ts'
import { clearUnlinked } from '../attachments/clear-unlinked.ts'
import { nightlyCopy } from '../backup/nightly-copy.ts'
import { keepSigned } from '../log-state/keep-signed.ts'
import type { Job } from './job.ts'

/** What every server of this program does by itself. */
export function allJobs(ports: AppPorts): readonly Job[] {
  return [...reminderJobs(ports), nightlyCopy(ports), clearUnlinked(ports), keepSigned(ports)]
}
