import type { Values } from '../../ledger/value.ts'

/** Where a task stands on a day. Computed from its fields, never stored. */
export type TaskState = 'open' | 'inProgress' | 'done' | 'overdue' | 'dropped'

/** The state of a task. `today` is the organisation's day, `YYYY-MM-DD`. */
export function taskStateOf(values: Values, today: string): TaskState {
  if (isOn(values['doneOn'], today)) return 'done'
  if (isOn(values['droppedOn'], today)) return 'dropped'
  const due = values['due']
  if (typeof due === 'string' && due < today) return 'overdue'
  const notes = values['notes']
  return Array.isArray(notes) && notes.length > 0 ? 'inProgress' : 'open'
}

/** Whether somebody still has something to do. */
export function isUnfinished(state: TaskState): boolean {
  return state !== 'done' && state !== 'dropped'
}

function isOn(day: unknown, today: string): boolean {
  return typeof day === 'string' && day <= today
}
