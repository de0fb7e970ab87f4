import { listPlan } from '../../plan/list-plan.ts'
import { isUnfinished } from '../../plan/task-state.ts'
import type { Waiter } from '../waiter.ts'

/** Tasks of mine that are due soon or overdue. */
export async function tasksWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { person, lastDay } = waiter
  const plans = await plansAround(waiter)
  return plans
    .flatMap(({ tasks }) => tasks)
    .filter(({ owner, state }) => owner === person && isUnfinished(state))
    .filter(({ due }) => due !== null && due <= lastDay)
    .map(({ id }) => `record ${id}`)
}

/** Planned meetings that I chair, soon or past, that nobody has recorded as held. */
export async function meetingsWaiting(waiter: Waiter): Promise<readonly string[]> {
  const { person, lastDay } = waiter
  const plans = await plansAround(waiter)
  return plans
    .flatMap(({ planned }) => planned)
    .filter(({ chair, state, on }) => chair === person && state !== 'held' && on <= lastDay)
    .map(({ id }) => `record ${id}`)
}

// In January what stayed behind in the year before still waits.
function plansAround({ ports, session, person, year }: Waiter) {
  return Promise.all([year - 1, year].map((one) => listPlan(ports, session, { year: one, person })))
}
