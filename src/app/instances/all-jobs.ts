import { nightlyCopy } from '../backup/nightly-copy.ts'
import { takeCallsByThemselves } from '../carrying/take-calls.ts'
import { exchangeWithPeers } from '../exchange/exchange-with-peers.ts'
import { forgetImports } from '../imports/forget-imports.ts'
import type { DeclaredJob } from '../jobs/job.ts'
import { keepSigned } from '../log/keep-signed.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { clearUnlinked } from '../records/clear-unlinked.ts'
import { indexSearch } from '../records/index-search.ts'
import { reminderJobs } from '../reminders/reminder-jobs.ts'

/** What every server of this program does by itself. */
export const allJobs: readonly DeclaredJob<AppPorts>[] = [
  ...reminderJobs,
  nightlyCopy,
  clearUnlinked,
  forgetImports,
  indexSearch,
  keepSigned,
  exchangeWithPeers(),
  takeCallsByThemselves,
]
