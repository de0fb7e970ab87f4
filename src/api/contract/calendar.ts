import { z } from 'zod'
import type { CalendarItem as ListedItem } from '../../app/plan/calendar-item.ts'
import type { MyFile as FileOfMine } from '../../app/year/my-file.ts'
import type { MyYear as YearOfMine } from '../../app/year/my-year.ts'
import { heldRoles } from './account.ts'
import { label } from './label.ts'
import { day, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'
import { dutyState } from './year.ts'

const calendarItem = z.strictObject({
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
}) satisfies z.ZodType<ListedItem>
export type CalendarItem = ViewOf<typeof calendarItem>

/** GET /api/v1/calendar?from=&to= */
export const calendarView = z.strictObject({
  items: z.array(calendarItem),
  /** Days of the span on which nobody works: weekends and holidays, make-up days left out. */
  offDays: z.array(day),
  /** Years of the span whose holidays are not known. */
  notices: z.array(label),
})
export type CalendarView = ViewOf<typeof calendarView>

/** GET /api/v1/calendar/feed: whether there is an address; what it is, nobody can say any more. */
export const feedView = z.strictObject({
  made: z.strictObject({ createdAt: moment, lastUsedAt: moment.nullable() }).nullable(),
})
export type FeedView = ViewOf<typeof feedView>

/** POST /api/v1/calendar/feed: the address on this server, shown this once. */
export const feedAnswer = z.strictObject({ path: z.string() })

const capacity = z.enum(['owner', 'supervisor', 'office', 'coOffice'])

export const myYear = z.strictObject({
  year: z.int(),
  today: day,
  divided: z.boolean(),
  duties: z.array(z.strictObject({ duty: z.string(), as: capacity })),
  left: z.array(
    z.strictObject({
      duty: z.string(),
      as: capacity,
      year: z.int(),
      period: z.string(),
      due: day,
      state: dutyState,
      reason: label,
    }),
  ),
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
}) satisfies z.ZodType<YearOfMine>
export type MyYear = ViewOf<typeof myYear>
export type FeedAnswer = ViewOf<typeof feedAnswer>

const dated = { from: z.string(), to: z.string().nullable() }

export const myFile = z.strictObject({
  person: z.strictObject({ record: z.string(), name: z.string(), since: z.string() }).nullable(),
  posts: z.array(
    z.strictObject({
      office: z.string(),
      title: z.string(),
      role: z.string().nullable(),
      ...dated,
    }),
  ),
  roles: heldRoles,
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
}) satisfies z.ZodType<FileOfMine>
export type MyFile = ViewOf<typeof myFile>

/** GET /api/v1/checkpoints?year= : moments a year can be looked at again, oldest first. */
export const checkpointsView = z.strictObject({
  items: z.array(z.strictObject({ size: z.int(), madeAt: moment })),
})
export type CheckpointsView = ViewOf<typeof checkpointsView>
