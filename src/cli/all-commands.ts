import type { AddCommands } from './command-context.ts'
import { addBackup } from './commands/backup.ts'
import { addBundle } from './commands/bundle.ts'
import { addCert } from './commands/cert.ts'
import { addCheck } from './commands/check.ts'
import { addClock } from './commands/clock.ts'
import { addDb } from './commands/db.ts'
import { addDemo } from './commands/demo.ts'
import { addDerive } from './commands/derive.ts'
import { addExport } from './commands/export.ts'
import { addFsck } from './commands/fsck.ts'
import { addImport } from './commands/import.ts'
import { addJobs } from './commands/jobs.ts'
import { addLog } from './commands/log.ts'
import { addOrg } from './commands/org.ts'
import { addPack } from './commands/pack.ts'
import { addPeople } from './commands/people.ts'
import { addReport } from './commands/report.ts'
import { addRestore } from './commands/restore.ts'
import { addServe } from './commands/serve.ts'
import { addSigner } from './commands/signer.ts'
import { addStatus } from './commands/status.ts'
import { addVerify } from './commands/verify.ts'
import { addYearPack } from './commands/year-pack.ts'

/** Every command; a new one is a file and a line here. */
export const allCommands: readonly AddCommands[] = [
  addServe,
  addSigner,
  addCert,
  addCheck,
  addVerify,
  addYearPack,
  addReport,
  addImport,
  addBundle,
  addExport,
  addPeople,
  addFsck,
  addLog,
  addClock,
  addPack,
  addOrg,
  addBackup,
  addRestore,
  addJobs,
  addStatus,
  addDb,
  addDemo,
  addDerive,
]
