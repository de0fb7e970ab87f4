import type { RunOutcome } from '../../app/job-ports.ts'
import type {
  ChannelKind,
  Delivery,
  OutboxRow,
  ReminderSettings,
} from '../../app/reminder-ports.ts'
import type { Label } from '../../ledger/label.ts'

/** GET /api/v1/reminders */
export interface RemindersView {
  readonly settings: ReminderSettings
  /** Whether a password for the mail server is kept; it is never sent. */
  readonly hasPassword: boolean
  /** Where the makers' own robots stand. */
  readonly robotBases: Readonly<Record<Exclude<ChannelKind, 'mail'>, string>>
  /** What a reminder counts. */
  readonly sources: readonly Label[]
  /** Whether the holidays of this year and the next are known; otherwise Monday to Friday. */
  readonly holidaysKnown: boolean
}

/** GET /api/v1/reminders/mine */
export interface MyReminderView {
  readonly on: boolean
  readonly at: string
  readonly offered: readonly { readonly channel: ChannelKind; readonly base: string | null }[]
  readonly choice: { readonly channel: ChannelKind; readonly shown: string } | null
}

/** POST /api/v1/reminders/mine/test */
export interface TestView {
  readonly outcome: Delivery['outcome']
  readonly reason: Label | null
}

/** One message; whose it is stands there as a name, how much waits does not. */
export interface OutboxRowView extends OutboxRow {
  readonly name: string
}

/** GET /api/v1/reminders/outbox */
export interface OutboxPageView {
  readonly items: readonly OutboxRowView[]
  readonly next: string | null
  readonly today: string
}

/** One due run of a job. */
export interface JobRunView {
  readonly dueAt: string
  readonly endedAt: string | null
  /** Null while it runs. */
  readonly outcome: RunOutcome | null
  readonly note: Label | null
  readonly tries: number
}

/** GET /api/v1/jobs */
export interface JobView {
  readonly id: string
  readonly label: Label
  /** `HH:MM` each day, or null for every so many minutes. */
  readonly daily: string | null
  readonly everyMinutes: number | null
  /** Newest first; the last failure among them, however long ago. */
  readonly runs: readonly JobRunView[]
}
