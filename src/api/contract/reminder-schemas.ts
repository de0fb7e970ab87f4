import { z } from 'zod'
import { channelKinds, mailSecurities, messageStates } from '../../app/reminder-ports.ts'
import type { ReminderSettings } from '../../app/reminder-ports.ts'
import { day, label, lang, moment } from './basic-schemas.ts'
import type {
  JobView,
  MyReminderView,
  OutboxPageView,
  RemindersView,
  TestView,
} from './reminder-views.ts'

const addressMax = 500
const secretMax = 200
const workdaysMax = 60
const pageMax = 100

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
// Nothing that could end a line or leave its place in what is sent to a server.
const plain = z.string().regex(/^[^\s\p{C}<>]+$/u)
const base = plain.max(addressMax).nullable()
const mailAddress = plain.max(254).regex(/^[^@,;:"()[\]\\]+@[^@,;:"()[\]\\]+$/)

const settings: z.ZodType<ReminderSettings> = z.strictObject({
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
})

const kinds = z.enum(channelKinds)

export const remindersView: z.ZodType<RemindersView> = z.strictObject({
  settings,
  hasPassword: z.boolean(),
  robotBases: z.strictObject({ wecom: z.string(), dingtalk: z.string(), feishu: z.string() }),
  sources: z.array(label),
  holidaysKnown: z.boolean(),
})

/** A password left out stays; null forgets it. */
export const remindersBody = z.strictObject({
  settings,
  password: z.exactOptional(z.string().min(1).max(secretMax).nullable()),
})

export const myReminderView: z.ZodType<MyReminderView> = z.strictObject({
  on: z.boolean(),
  at: time,
  offered: z.array(z.strictObject({ channel: kinds, base: z.string().nullable() })),
  choice: z.strictObject({ channel: kinds, shown: z.string() }).nullable(),
})

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

export const testView: z.ZodType<TestView> = z.strictObject({
  outcome: z.enum(['sent', 'later', 'refused', 'unknown']),
  reason: label.nullable(),
})

export const outboxQuery = z.strictObject({
  state: z.enum(messageStates).optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(20),
})

export const outboxPage: z.ZodType<OutboxPageView> = z.strictObject({
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

export const jobsView: z.ZodType<readonly JobView[]> = z.array(
  z.strictObject({
    id: z.string(),
    label,
    daily: time.nullable(),
    everyMinutes: z.int().nullable(),
    runs: z.array(
      z.strictObject({
        dueAt: moment,
        endedAt: moment.nullable(),
        outcome: z.enum(['done', 'failed', 'cut-off']).nullable(),
        note: label.nullable(),
        tries: z.int(),
      }),
    ),
  }),
)
