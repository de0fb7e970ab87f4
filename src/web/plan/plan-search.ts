import type { TaskState } from '../../api/contract/plan.ts'

/** What the page of the plan shows; the address says it. */
export interface PlanSearch {
  readonly view?: 'tasks' | 'meetings' | 'duties' | undefined
  readonly state?: TaskState | undefined
}

const views = ['duties', 'tasks', 'meetings'] as const
const states: readonly TaskState[] = ['open', 'inProgress', 'done', 'overdue', 'dropped']

/** Reads the address; what it cannot be is left out. */
export function planSearch(raw: Record<string, unknown>): PlanSearch {
  return {
    view: views.find((one) => one === raw['view']),
    state: states.find((one) => one === raw['state']),
  }
}
