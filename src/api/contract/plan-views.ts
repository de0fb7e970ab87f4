/** GET /api/v1/plan: who answers for what in a year, the tasks, the meetings to come. */
export interface PlanView {
  readonly year: number
  readonly today: string
  readonly assignments: readonly AssignmentView[]
  readonly tasks: readonly TaskView[]
  readonly planned: readonly PlannedMeetingView[]
  readonly adoption: {
    readonly record: string
    readonly on: string
    readonly meeting: string
    readonly number: string | null
  } | null
}

/** Who answers for a duty; `record` null: nobody was named yet. */
export interface AssignmentView {
  readonly duty: string
  readonly record: { readonly id: string; readonly version: number } | null
  readonly office: string | null
  readonly person: string | null
  readonly supervisor: string | null
  readonly withOffices: readonly string[]
}

export type TaskState = 'open' | 'inProgress' | 'done' | 'overdue' | 'dropped'

/** A task as it stands today. */
export interface TaskView {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly state: TaskState
  readonly plan: string | null
  readonly origin: string | null
  readonly project: string | null
  readonly leadOffice: string | null
  readonly coOffices: readonly string[]
  readonly owner: string | null
  readonly supervisor: string | null
  readonly setOn: string | null
  readonly due: string | null
  readonly doneOn: string | null
  readonly droppedWhy: string | null
  readonly asListed: string | null
  readonly notes: readonly {
    readonly on: string
    readonly text: string
    readonly by: string | null
  }[]
  readonly problem: string | null
  readonly meeting: string | null
}

/** A meeting to come, or one that was held as planned. */
export interface PlannedMeetingView {
  readonly id: string
  readonly version: number
  readonly kind: string | null
  readonly on: string
  readonly time: string | null
  readonly office: string | null
  readonly place: string | null
  readonly chair: string | null
  readonly topics: readonly string[]
  readonly state: 'planned' | 'held' | 'passed'
  readonly held: { readonly record: string; readonly on: string } | null
}

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
