import { z } from 'zod'
import { assignmentsMax } from '../../app/plan/assign-duties.ts'
import { firstTasksMax } from '../../app/plan/open-year.ts'
import { day, id, year } from './basic-schemas.ts'
import type { PlanView, ProposedPlanView } from './plan-views.ts'

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
  register: z.string(),
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
  register: z.string(),
  kind: maybe,
  on: day,
  time: maybe,
  office: maybe,
  place: maybe,
  chair: maybe,
  topics: z.array(z.string()),
  state: z.enum(['planned', 'held', 'passed']),
  held: z.strictObject({ record: z.string(), register: z.string(), on: z.string() }).nullable(),
})

export const planView: z.ZodType<PlanView> = z.strictObject({
  year: z.int(),
  today: day,
  assignments: z.array(assignmentView),
  tasks: z.array(taskView),
  planned: z.array(plannedMeetingView),
  adoption: z
    .strictObject({
      record: z.string(),
      on: z.string(),
      meeting: z.string(),
      meetingRegister: maybe,
      number: maybe,
    })
    .nullable(),
})

const idOrNone = z.uuid().nullable()

const assignBody = z.strictObject({
  duty: id,
  record: z.strictObject({ id: z.uuid(), version: z.int().min(1) }).nullable(),
  office: idOrNone,
  person: idOrNone,
  supervisor: idOrNone,
  withOffices: z.array(z.uuid()).max(20),
})

/** Duties of a year and who answers for them. */
export const assignmentsBody = z.strictObject({
  year,
  assignments: z.array(assignBody).min(1).max(assignmentsMax),
})

const firstTaskBody = z.strictObject({
  title: z.string().trim().min(1).max(160),
  leadOffice: idOrNone,
  owner: idOrNone,
  supervisor: idOrNone,
  due: day.nullable(),
  from: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('problem'), problem: z.uuid() }),
    z.strictObject({ kind: z.literal('last-year'), task: z.uuid() }),
    z.strictObject({ kind: z.literal('report') }),
  ]),
})

/** What was ticked of a proposal. */
export const openYearBody = z.strictObject({
  year,
  assignments: z.array(assignBody).max(assignmentsMax),
  tasks: z.array(firstTaskBody).max(firstTasksMax),
})

export const openedYear = z.strictObject({ assigned: z.int(), tasks: z.int(), known: z.int() })

export const progressBody = z.strictObject({
  version: z.int().min(1),
  on: day,
  text: z.string().trim().min(1).max(300),
  outcome: z.enum(['goes-on', 'done', 'dropped']),
})

export const proposedPlanView: z.ZodType<ProposedPlanView> = z.strictObject({
  year: z.int(),
  today: day,
  assignments: z.array(
    z.strictObject({
      ...assignmentView.shape,
      carried: z.boolean(),
      gone: z.array(z.string()),
    }),
  ),
  problems: z.array(
    z.strictObject({
      problem: z.string(),
      title: z.string(),
      owner: maybe,
      supervisor: maybe,
      leadOffice: maybe,
      due: maybe,
      inReport: z.boolean(),
    }),
  ),
  unfinished: z.array(taskView),
  nextSteps: z.array(taskView),
})
