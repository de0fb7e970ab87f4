import { z } from 'zod'
import type { ReminderSettings } from '../../app/ports/reminder-ports.ts'
import { channelKinds, mailSecurities, messageStates } from '../../app/ports/reminder-ports.ts'
import { exact } from './exact.ts'
import { label, lang } from './label.ts'
import { day, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const addressMax = 500
const secretMax = 200
const workdaysMax = 60
const pageMax = 100

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
// Nothing that could end a line or leave its place in what is sent to a server.
const plain = z.string().regex(/^[^\s\p{C}<>]+$/u)
const base = plain.max(addressMax).nullable()
const mailAddress = plain.max(254).regex(/^[^@,;:"()[\]\\]+@[^@,;:"()[\]\\]+$/)

const settings = z.strictObject({
  on: z.boolean(),
  at: time,
  quiet: z.strictObject({ from: time, to: time }),
  page: z.string().max(addressMax).regex(/^\S*$/),
  escalateAfter: z.int().min(1).max(workdaysMax).nullable(),
  mail: z
    .strictObject({
      host: plain.max(253),
      port: z.int().min(1).max(65_535),
      security: z.enum(mailSecurities),
      user: plain.max(secretMax).nullable(),
      from: mailAddress,
    })
    .nullable(),
  robots: z.strictObject({ wecom: base, dingtalk: base, feishu: base }),
}) satisfies z.ZodType<ReminderSettings>

const kinds = z.enum(channelKinds)

/** GET /api/v1/reminders */
export const remindersView = z.strictObject({
  settings,
  /** Whether a password for the mail server is kept; it is never sent. */
  hasPassword: z.boolean(),
  /** Where the makers' own robots stand. */
  robotBases: z.strictObject({ wecom: z.string(), dingtalk: z.string(), feishu: z.string() }),
  /** What a reminder counts. */
  sources: z.array(label),
  /** Years of unknown holidays among the days on which a reminder counts. */
  notices: z.array(label),
})
export type RemindersView = ViewOf<typeof remindersView>

/** A password left out stays; null forgets it. */
export const remindersBody = z.strictObject({
  settings,
  password: z.exactOptional(exact(z.string().min(1).max(secretMax)).nullable()),
})

/** GET /api/v1/reminders/mine */
export const myReminderView = z.strictObject({
  on: z.boolean(),
  at: time,
  offered: z.array(z.strictObject({ channel: kinds, base: z.string().nullable() })),
  choice: z.strictObject({ channel: kinds, shown: z.string() }).nullable(),
})
export type MyReminderView = ViewOf<typeof myReminderView>

/** Null: no reminders. */
export const myReminderBody = z.strictObject({
  choice: z
    .strictObject({
      channel: kinds,
      address: plain.max(addressMax),
      secret: plain.max(secretMax).nullable(),
      lang,
    })
    .nullable(),
})

/** POST /api/v1/reminders/mine/test */
export const testView = z.strictObject({
  outcome: z.enum(['sent', 'later', 'refused', 'unknown']),
  reason: label.nullable(),
})
export type TestView = ViewOf<typeof testView>

export const outboxQuery = z.strictObject({
  state: z.enum(messageStates).optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(20),
})

/** GET /api/v1/reminders/outbox: whose a message is stands there as a name, how much waits does not. */
export const outboxPage = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      person: z.string(),
      name: z.string(),
      day,
      channel: kinds,
      state: z.enum(messageStates),
      tries: z.int(),
      madeAt: moment,
      nextAt: moment.nullable(),
      endedAt: moment.nullable(),
      reason: label.nullable(),
    }),
  ),
  next: z.string().nullable(),
  today: day,
})
export type OutboxPageView = ViewOf<typeof outboxPage>
export type OutboxRowView = OutboxPageView['items'][number]

/** GET /api/v1/jobs */
export const jobsView = z.array(
  z.strictObject({
    id: z.string(),
    label,
    /** `HH:MM` each day, or null for every so many minutes. */
    daily: time.nullable(),
    everyMinutes: z.int().nullable(),
    /** Newest first; the last failure among them, however long ago. */
    runs: z.array(
      z.strictObject({
        dueAt: moment,
        endedAt: moment.nullable(),
        /** Null while it runs. */
        outcome: z.enum(['done', 'failed', 'cut-off']).nullable(),
        note: label.nullable(),
        tries: z.int(),
      }),
    ),
  }),
)
export type JobView = ViewOf<typeof jobsView>[number]
export type JobRunView = JobView['runs'][number]
