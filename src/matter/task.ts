import { idsReferred } from '../ledger/fields/reference.ts'
import { hasCome, textOf, valueAt } from '../ledger/read-value.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Player } from '../ledger/register/roles.ts'
import type { Values } from '../ledger/value.ts'
import type { Named } from './capacity.ts'
import type { Matter } from './matter.ts'
import { nobodysTurn, turnOf } from './matter.ts'

/** A register that plays the role of tasks. */
export type TaskRegister = Player<'task'>

/** Where a task stands on a day. */
export type TaskState = 'open' | 'inProgress' | 'done' | 'overdue' | 'dropped'

/** Whether somebody still has something to do. */
export function isUnfinished(state: TaskState): boolean {
  return state !== 'done' && state !== 'dropped'
}

/** A one-off thing with an owner and a due day, as it stands on a day. */
export interface TaskMatter extends Matter {
  readonly kind: 'task'
  readonly state: TaskState
  readonly setOn: string | null
  readonly doneOn: string | null
  /** The problem that it answers. */
  readonly problem: string | null
}

/** The task that a record of a register is on a day of its organisation, `YYYY-MM-DD`. */
export function taskMatter(
  { id, occurredOn, values }: LedgerRecord,
  { fields }: TaskRegister,
  today: string,
): TaskMatter {
  const state = stateOf(values, fields, today)
  const isOpen = isUnfinished(state)
  const named = namedIn(values, fields)
  const due = textOf(values[fields.due])
  return {
    kind: 'task',
    key: `record ${id}`,
    record: id,
    duty: null,
    period: null,
    named,
    due,
    state,
    isOpen,
    isLate: state === 'overdue',
    turn: isOpen ? turnOf(named.owner) : nobodysTurn,
    asks: due,
    setOn: occurredOn,
    doneOn: textOf(values[fields.doneOn]),
    problem: textOf(valueAt(values, fields.problem)),
  }
}

/**
 * Whether a task belongs to a year: it was set in it or is due in it, or it was left over from
 * before and is still to be done.
 */
export function isOfYear({ setOn, due, isOpen }: TaskMatter, year: number): boolean {
  const isIn = (day: string | null) => day?.startsWith(`${year}-`) === true
  return isIn(setOn) || isIn(due) || (isOpen && (setOn ?? '') < `${year}-`)
}

function stateOf(values: Values, fields: TaskRegister['fields'], today: string): TaskState {
  if (hasCome(values[fields.doneOn], today)) return 'done'
  if (hasCome(valueAt(values, fields.droppedOn), today)) return 'dropped'
  const due = textOf(values[fields.due])
  if (due !== null && due < today) return 'overdue'
  const notes = valueAt(values, fields.progress)
  return Array.isArray(notes) && notes.length > 0 ? 'inProgress' : 'open'
}

function namedIn(values: Values, fields: TaskRegister['fields']): Named {
  return {
    owner: textOf(values[fields.owner]),
    supervisor: textOf(valueAt(values, fields.supervisor)),
    office: textOf(valueAt(values, fields.office)),
    coOffices: idsReferred(valueAt(values, fields.coOffices)),
  }
}
