import { z } from 'zod'
import { day, label, moment } from './basic-schemas.ts'
import type {
  CalendarItem,
  CalendarView,
  CheckpointsView,
  FeedAnswer,
  FeedView,
  MyFile,
  MyYear,
} from './calendar-views.ts'

const calendarItem: z.ZodType<CalendarItem> = z.strictObject({
  id: z.string(),
  kind: z.enum(['held', 'planned', 'due', 'task']),
  on: day,
  time: z.string().nullable(),
  title: label,
  register: z.string().nullable(),
  record: z.string().nullable(),
  duty: z.string().nullable(),
  period: z.string().nullable(),
  late: z.boolean(),
  mine: z.boolean(),
})

export const calendarView: z.ZodType<CalendarView> = z.strictObject({
  items: z.array(calendarItem),
  offDays: z.array(day),
})

export const feedView: z.ZodType<FeedView> = z.strictObject({
  made: z.strictObject({ createdAt: moment, lastUsedAt: moment.nullable() }).nullable(),
})

export const feedAnswer: z.ZodType<FeedAnswer> = z.strictObject({ path: z.string() })

const capacity = z.enum(['owner', 'supervisor', 'office', 'coOffice'])

export const myYear: z.ZodType<MyYear> = z.strictObject({
  year: z.int(),
  today: day,
  divided: z.boolean(),
  duties: z.array(z.strictObject({ duty: z.string(), as: capacity })),
  tasks: z.array(
    z.strictObject({
      record: z.string(),
      register: z.string(),
      title: z.string(),
      as: capacity,
      due: day.nullable(),
      doneOn: day.nullable(),
      state: z.enum(['open', 'inProgress', 'done', 'overdue', 'dropped']),
    }),
  ),
  attestations: z.array(
    z.strictObject({
      record: z.string(),
      duty: z.string(),
      period: z.string(),
      givenOn: day.nullable(),
      against: z.array(z.string()),
    }),
  ),
})

const dated = { from: z.string(), to: z.string().nullable() }

export const myFile: z.ZodType<MyFile> = z.strictObject({
  person: z.strictObject({ record: z.string(), name: z.string(), since: z.string() }).nullable(),
  posts: z.array(
    z.strictObject({
      office: z.string(),
      title: z.string(),
      role: z.string().nullable(),
      ...dated,
    }),
  ),
  memberships: z.array(
    z.strictObject({ record: z.string(), roles: z.array(z.string()), ...dated }),
  ),
  trail: z.array(
    z.strictObject({
      at: moment,
      act: z.string(),
      subject: z.string().nullable(),
      outcome: z.enum(['done', 'refused']),
      detail: z.string().nullable(),
    }),
  ),
  written: z.array(
    z.strictObject({
      index: z.int(),
      kind: z.string(),
      register: z.string().nullable(),
      record: z.string().nullable(),
      recordedAt: moment,
    }),
  ),
  naming: z.array(
    z.strictObject({
      register: z.string(),
      label,
      count: z.int(),
      restricted: z.boolean(),
      latest: z.array(
        z.strictObject({ record: z.string(), title: z.string(), on: day.nullable() }),
      ),
    }),
  ),
  values: z.array(
    z.strictObject({
      figure: z.string(),
      label,
      unit: label,
      value: z.number(),
      scale: z.exactOptional(z.enum(['fen', 'minutes'])),
    }),
  ),
})

export const checkpointsView: z.ZodType<CheckpointsView> = z.strictObject({
  items: z.array(z.strictObject({ size: z.int(), madeAt: moment })),
})
