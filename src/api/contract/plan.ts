import { z } from 'zod'
import { assignmentsMax } from '../../app/plan/assign-duties.ts'
import type { PlanOfYear } from '../../app/plan/list-plan.ts'
import { firstTasksMax } from '../../app/plan/open-year.ts'
import { day, id, year } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const recordAt = z.strictObject({ id: z.string(), version: z.int() })
const maybe = z.string().nullable()

/** Which year, and whose; everybody's when nobody is named. */
export const planQuery = z.strictObject({ year, person: z.uuid().optional() })

/** Who answers for a duty; `record` null: nobody was named yet. */
const assignmentView = z.strictObject({
  duty: z.string(),
  record: recordAt.nullable(),
  office: maybe,
  person: maybe,
  supervisor: maybe,
  withOffices: z.array(z.string()),
})
export type AssignmentView = ViewOf<typeof assignmentView>

/** A task as it stands today. */
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
export type TaskView = ViewOf<typeof taskView>
export type TaskState = TaskView['state']

/** A meeting to come, or one that was held as planned. */
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
export type PlannedMeetingView = ViewOf<typeof plannedMeetingView>

/** GET /api/v1/plan: who answers for what in a year, the tasks, the meetings to come. */
export const planView = z.strictObject({
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
}) satisfies z.ZodType<PlanOfYear>
export type PlanView = ViewOf<typeof planView>

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

/** POST /api/v1/plan: how much the year was opened with. */
export const openedYear = z.strictObject({ assigned: z.int(), tasks: z.int(), known: z.int() })
export type OpenedYear = ViewOf<typeof openedYear>

/** How many records were written. */
export const writtenAnswer = z.strictObject({ written: z.int() })
export type WrittenAnswer = ViewOf<typeof writtenAnswer>

/** The version of a task after a note of progress. */
export const progressAnswer = z.strictObject({ version: z.int() })

export const progressBody = z.strictObject({
  version: z.int().min(1),
  on: day,
  text: z.string().trim().min(1).max(300),
  outcome: z.enum(['goes-on', 'done', 'dropped']),
})

/** GET /api/v1/plan/proposal: what a year may be opened with. */
export const proposedPlanView = z.strictObject({
  year: z.int(),
  today: day,
  assignments: z.array(
    z.strictObject({
      ...assignmentView.shape,
      /** Last year's assignment, carried on. */
      carried: z.boolean(),
      /** People and offices of last year that are gone: somebody must decide. */
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
export type ProposedPlanView = ViewOf<typeof proposedPlanView>
