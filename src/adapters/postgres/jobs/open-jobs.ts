import type { ClientConfig } from 'pg'
import type { Instances } from '../../../app/ports/instance-ports.ts'
import type { JobRuns } from '../../../app/ports/job-ports.ts'
import type { Reminders } from '../../../app/ports/reminder-ports.ts'
import type { CountSent } from '../../outbound/send-limit.ts'
import { openPool } from '../open-pool.ts'
import { connectionAs } from '../roles.ts'
import type { SealedTexts } from '../sealed-text.ts'
import { sealedTexts } from '../sealed-text.ts'
import { postgresInstances } from './instances.ts'
import { postgresJobRuns } from './job-runs.ts'
import { outbox } from './outbox.ts'
import { reminderSettings } from './reminder-settings.ts'
import { sentCounts } from './sent-counts.ts'

/** Jobs and reminders of this database, until `close`. */
export interface OpenJobs {
  readonly jobRuns: JobRuns
  readonly reminders: Reminders
  readonly instances: Instances
  readonly countSent: CountSent
  close(): Promise<void>
}

const connectionsMax = 4

/** Opens the schema `jobs` under its own role; the database must be at the newest schema. */
export async function openJobs({
  connection,
  keysDir,
  sealed = sealedTexts({ keysDir }),
}: {
  readonly connection: ClientConfig
  /** Folder of the key files, mode 0700. */
  readonly keysDir: string
  /** Encrypts what reminders are sent with; by a key in that folder when absent. */
  readonly sealed?: SealedTexts
}): Promise<OpenJobs> {
  const pool = openPool(await connectionAs(connection, 'jobs'), { max: connectionsMax })
  const reminders = { ...reminderSettings(pool, sealed), ...outbox(pool) }
  const instances = postgresInstances(pool)
  const jobRuns = postgresJobRuns(pool)
  const countSent = sentCounts(pool)
  return { jobRuns, reminders, instances, countSent, close: () => pool.end() }
}
