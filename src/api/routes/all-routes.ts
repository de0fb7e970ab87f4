import type { Route } from '../route.ts'
import { accountRoutes } from './accounts.ts'
import { attachmentRoutes } from './attachments.ts'
import { backupRoutes } from './backups.ts'
import { bundleRoutes } from './bundles.ts'
import { calendarRoutes } from './calendar.ts'
import { callRoutes } from './calls.ts'
import { callsBelowRoutes } from './calls-below.ts'
import { checkpointRoutes } from './checkpoints.ts'
import { draftRoutes } from './drafts.ts'
import { dutyRoutes } from './duties.ts'
import { dutyListRoutes } from './duty-lists.ts'
import { erasureRoutes } from './erasures.ts'
import { eventRoutes } from './events.ts'
import { figureRoutes } from './figures.ts'
import { fileRoutes } from './files.ts'
import { fromLastYearRoutes } from './from-last-year.ts'
import { importRoutes } from './imports.ts'
import { inspectionRoutes } from './inspections.ts'
import { instanceRoutes } from './instances.ts'
import { jobRoutes } from './jobs.ts'
import { logKeyRoutes } from './log-keys.ts'
import { logStateRoutes } from './log-state.ts'
import { mineRoutes } from './mine.ts'
import { organisationRoutes } from './organisations.ts'
import { packRoutes } from './pack.ts'
import { passkeyRoutes } from './passkeys.ts'
import { peopleRoutes } from './people.ts'
import { planRoutes } from './plan.ts'
import { problemRoutes } from './problems.ts'
import { receivedRoutes } from './received.ts'
import { recordRoutes } from './records.ts'
import { reminderRoutes } from './reminders.ts'
import { reportRoutes } from './reports.ts'
import { sessionRoutes } from './session.ts'
import { setupRoutes } from './setup.ts'
import { standingInRoutes } from './standing-in.ts'
import { tokenRoutes } from './tokens.ts'
import { trailRoutes } from './trail.ts'
import { unitRoutes } from './unit.ts'
import { waitingRoutes } from './waiting.ts'
import { yearCostRoutes } from './year-costs.ts'
import { yearPackRoutes } from './year-packs.ts'

/** Every route below /api/v1. */
export const allRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...setupRoutes,
  ...packRoutes,
  ...unitRoutes,
  ...recordRoutes,
  ...eventRoutes,
  ...attachmentRoutes,
  ...erasureRoutes,
  ...figureRoutes,
  ...yearCostRoutes,
  ...fileRoutes,
  ...importRoutes,
  ...dutyRoutes,
  ...draftRoutes,
  ...reportRoutes,
  ...passkeyRoutes,
  ...yearPackRoutes,
  ...receivedRoutes,
  ...callRoutes,
  ...dutyListRoutes,
  ...callsBelowRoutes,
  ...bundleRoutes,
  ...logKeyRoutes,
  ...logStateRoutes,
  ...fromLastYearRoutes,
  ...calendarRoutes,
  ...mineRoutes,
  ...checkpointRoutes,
  ...peopleRoutes,
  ...planRoutes,
  ...standingInRoutes,
  ...problemRoutes,
  ...inspectionRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...organisationRoutes,
  ...trailRoutes(() => allRoutes),
  ...backupRoutes,
  ...instanceRoutes,
  ...reminderRoutes,
  ...jobRoutes,
  ...waitingRoutes,
]
