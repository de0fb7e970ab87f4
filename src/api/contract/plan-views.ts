import type { Assignment, PlannedMeeting, PlanOfYear, Task } from '../../app/plan/list-plan.ts'
import type { TaskState } from '../../matter/task.ts'

/** GET /api/v1/plan: who answers for what in a year, the tasks, the meetings to come. */
export type PlanView = PlanOfYear

/** Who answers for a duty; `record` null: nobody was named yet. */
export type AssignmentView = Assignment

export type { TaskState }

/** A task as it stands today. */
export type TaskView = Task

/** A meeting to come, or one that was held as planned. */
export type PlannedMeetingView = PlannedMeeting

/** GET /api/v1/plan/proposal: what a year may be opened with. */
export interface ProposedPlanView {
  readonly year: number
  readonly today: string
  readonly assignments: readonly (AssignmentView & {
    /** Last year's assignment, carried on. */
    readonly carried: boolean
    /** People and offices of last year that are gone: somebody must decide. */
    readonly gone: readonly string[]
  })[]
  readonly problems: readonly {
    readonly problem: string
    readonly title: string
    readonly owner: string | null
    readonly supervisor: string | null
    readonly leadOffice: string | null
    readonly due: string | null
    readonly inReport: boolean
  }[]
  readonly unfinished: readonly TaskView[]
  readonly nextSteps: readonly TaskView[]
}
