import type { AppPorts } from '../app-ports.ts'
import type { Session } from '../ports.ts'
import { listPlan } from './list-plan.ts'
import { isUnfinished } from './task-state.ts'

/** Something of the plan that waits for one person. */
export interface OpenItem {
  readonly kind: 'task' | 'duty' | 'meeting'
  /** The record of a task or of a planned meeting; the id of a duty. */
  readonly id: string
  /** The day by which it must be done; null where none was set. */
  readonly due: string | null
  readonly overdue: boolean
}

/**
 * What of a year's plan waits for a person: unfinished tasks they own, duties assigned to them that
 * are not met, and planned meetings they chair that were not yet recorded as held.
 */
export async function openItemsOf(
  ports: Pick<AppPorts, 'store' | 'clock' | 'yearBooks'>,
  session: Session,
  { year, person }: { readonly year: number; readonly person: string },
): Promise<readonly OpenItem[]> {
  const plan = await listPlan(ports, session, { year, person })
  const book = await ports.yearBooks.of(session, year)
  const tasks = plan.tasks
    .filter((one) => one.owner === person && isUnfinished(one.state))
    .map(({ id, due, state }) => item('task', id, { due, overdue: state === 'overdue' }))
  const duties = plan.assignments
    .filter((one) => one.person === person)
    .flatMap(({ duty }) => {
      const state = book.standing(duty)?.state
      if (state === undefined || settled.has(state)) return []
      return [item('duty', duty, { due: null, overdue: state === 'overdue' })]
    })
  const meetings = plan.planned
    .filter((one) => one.chair === person && one.state !== 'held')
    .map(({ id, on, state }) => item('meeting', id, { due: on, overdue: state === 'passed' }))
  return [...tasks, ...duties, ...meetings]
}

const settled: ReadonlySet<string> = new Set(['met', 'notDone', 'notApplicable'])

function item(
  kind: OpenItem['kind'],
  id: string,
  { due, overdue }: { due: string | null; overdue: boolean },
): OpenItem {
  return { kind, id, due, overdue }
}
