import type { LedgerRecord } from '../../ledger/record.ts'
import type { Values } from '../../ledger/value.ts'
import { writableRegister } from '../access.ts'
import type { AppPorts } from '../app-ports.ts'
import type { AppendRequest, Session } from '../ports.ts'
import { readRecord } from '../read-record.ts'
import { todayIn } from '../today.ts'
import { assignmentWrites } from './assign-duties.ts'
import type { AssignDuty } from './assign-duties.ts'
import { matterRegisters } from '../../matter/matter-fields.ts'
import { prepareChanged, prepareNew } from './prepare-record.ts'
import { nextSteps } from './propose-plan.ts'

/** A task that the year begins with, and what it comes from. */
export interface FirstTask {
  readonly title: string
  readonly leadOffice: string | null
  readonly owner: string | null
  readonly supervisor: string | null
  readonly due: string | null
  readonly from:
    | { readonly kind: 'problem'; readonly problem: string }
    /** An unfinished task of last year: it ends there with a reason and goes on here. */
    | { readonly kind: 'last-year'; readonly task: string }
    /** A sentence of last year's report. */
    | { readonly kind: 'report' }
}

/** What somebody ticked of the proposal. */
export interface OpenYear {
  readonly year: number
  readonly assignments: readonly AssignDuty[]
  readonly tasks: readonly FirstTask[]
}

/** Tasks a year is opened with in one go at most. */
export const firstTasksMax = 200

/** What opening a year wrote; what stood there already is not written again. */
export interface OpenedYear {
  readonly assigned: number
  readonly tasks: number
  readonly known: number
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/**
 * Opens the year: assignments and first tasks in one transaction. Doing it twice writes nothing
 * twice: each task has a key of what it comes from. Refuses as `assignDuties` and `recordEntry`.
 */
export async function openYear(
  ports: Needs,
  session: Session,
  request: OpenYear,
): Promise<OpenedYear> {
  const { year, assignments, tasks } = request
  const assigned = await assignmentWrites(ports, session, { year, assignments })
  const writes: AppendRequest[] = [...assigned]
  for (const task of tasks) {
    for (const write of await taskWrites(ports, session, { task, year })) writes.push(write)
  }
  if (writes.length === 0) return { assigned: 0, tasks: 0, known: 0 }
  const appended = await ports.store.appendAll(session.org.id, writes)
  const isNew = appended.map(({ repeated }) => !repeated)
  const created = writes.map(
    ({ kind, register }) => register === matterRegisters.task && kind === 'create',
  )
  return {
    assigned: isNew.filter((one, at) => one && at < assigned.length).length,
    tasks: isNew.filter((one, at) => one && created[at] === true).length,
    known: isNew.filter((one, at) => !one && created[at] === true).length,
  }
}

async function taskWrites(
  ports: Needs,
  session: Session,
  { task, year }: { task: FirstTask; year: number },
): Promise<readonly AppendRequest[]> {
  const register = writableRegister(session, matterRegisters.task)
  const today = todayIn(session.org.zone, ports.clock)
  const { title, leadOffice, owner, supervisor, due, from } = task
  const values: Values = { title, leadOffice, owner, supervisor, due, setOn: dayIn(year, today) }
  const create = (more: Values, source: string) =>
    prepareNew(ports, session, {
      register: register.id,
      values: { ...values, ...more },
      key: `open-year ${year} ${from.kind} ${source}`,
    })
  switch (from.kind) {
    case 'report':
      return [await create({ plan: nextSteps, origin: 'report' }, title)]
    case 'problem': {
      const problem = await readRecord(ports, session, from.problem)
      return [await create({ plan: nextSteps, origin: 'problem', problem: problem.id }, problem.id)]
    }
    case 'last-year': {
      const before = await readRecord(ports, session, from.task)
      const carried = carriedFields(before)
      const goesOn = await create({ ...carried, origin: 'last-year' }, before.id)
      const reason = `结转${year}年计划`
      const changes = { droppedOn: today, droppedWhy: reason }
      const key = `open-year ${year} ends ${before.id}`
      return [goesOn, await prepareChanged(ports, session, { before, changes, reason, key })]
    }
  }
}

// A plan that is made in December belongs to the year it is for, one made late to the day it was.
function dayIn(year: number, today: string): string {
  const first = `${year}-01-01`
  return today < first ? first : today
}

/** What a task that goes on keeps of itself. */
function carriedFields({ values }: LedgerRecord): Values {
  const kept = ['plan', 'project', 'aim', 'measures', 'themes', 'coOffices', 'problem', 'meeting']
  return Object.fromEntries(
    kept.flatMap((id) => (values[id] === undefined ? [] : [[id, values[id]]])),
  )
}
