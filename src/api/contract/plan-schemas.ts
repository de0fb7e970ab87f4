import { z } from 'zod'
import { day, year } from './basic-schemas.ts'
import type { PlanView } from './plan-views.ts'

const recordAt = z.strictObject({ id: z.string(), version: z.int() })
const maybe = z.string().nullable()

/** Which year, and whose; everybody's when nobody is named. */
export const planQuery = z.strictObject({ year, person: z.uuid().optional() })

const assignmentView = z.strictObject({
  duty: z.string(),
  record: recordAt.nullable(),
  office: maybe,
  person: maybe,
  supervisor: maybe,
  withOffices: z.array(z.string()),
})

const taskView = z.strictObject({
  ...recordAt.shape,
  title: z.string(),
  state: z.enum(['open', 'inProgress', 'done', 'overdue', 'dropped']),
  plan: maybe,
  origin: maybe,
  project: maybe,
  leadOffice: maybe,
  coOffices: z.array(z.string()),
  owner: maybe,
  supervisor: maybe,
  setOn: maybe,
  due: maybe,
  doneOn: maybe,
  droppedWhy: maybe,
  asListed: maybe,
  notes: z.array(z.strictObject({ on: z.string(), text: z.string(), by: maybe })),
  problem: maybe,
  meeting: maybe,
})

const plannedMeetingView = z.strictObject({
  ...recordAt.shape,
  kind: maybe,
  on: day,
  time: maybe,
  office: maybe,
  place: maybe,
  chair: maybe,
  topics: z.array(z.string()),
  state: z.enum(['planned', 'held', 'passed']),
  held: z.strictObject({ record: z.string(), on: z.string() }).nullable(),
})

export const planView: z.ZodType<PlanView> = z.strictObject({
  year: z.int(),
  today: day,
  assignments: z.array(assignmentView),
  tasks: z.array(taskView),
  planned: z.array(plannedMeetingView),
  adoption: z
    .strictObject({ record: z.string(), on: z.string(), meeting: z.string(), number: maybe })
    .nullable(),
})
