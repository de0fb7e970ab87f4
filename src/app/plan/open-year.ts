import type { AppendRequest } from '../../append/append-request.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Player } from '../../ledger/register/roles.ts'
import { playerOf, playersOf, valuesUnder } from '../../ledger/register/roles.ts'
import type { Values } from '../../ledger/value.ts'
import { mayWrite, writableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { prepareChanged, prepareNew } from '../records/prepare-record.ts'
import { readRecord } from '../records/read-record.ts'
import type { AssignDuty } from './assign-duties.ts'
import { assignmentWrites } from './assign-duties.ts'
import { refuseNoTask } from './note-progress.ts'

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
  const created = writes.map(({ kind }, at) => at >= assigned.length && kind === 'create')
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
  const today = todayIn(session.org.zone, ports.clock)
  const { from } = task
  const create = (player: Player<'task'>, more: Values, source: string) =>
    prepareNew(ports, session, {
      register: player.register.id,
      values: { ...firstValues(player, task, dayIn(year, today)), ...more },
      key: `open-year ${year} ${from.kind} ${source}`,
    })
  switch (from.kind) {
    case 'report': {
      const player = newTasksIn(session)
      const { plan, nextSteps, origin, fromReport } = player.fields
      const more = valuesUnder([
        [plan, nextSteps],
        [origin, fromReport],
      ])
      return [await create(player, more, task.title)]
    }
    case 'problem': {
      const { id } = await readRecord(ports, session, from.problem)
      const player = newTasksIn(session)
      const { plan, nextSteps, origin, fromProblem, problem } = player.fields
      const more = valuesUnder([
        [plan, nextSteps],
        [origin, fromProblem],
        [problem, id],
      ])
      return [await create(player, more, id)]
    }
    case 'last-year': {
      const before = await readRecord(ports, session, from.task)
      const player = playerOf(session.pack, 'task', before.register) ?? refuseNoTask()
      const { origin, fromLastYear, droppedOn, droppedWhy } = player.fields
      const carried = { ...carriedFields(player, before), ...valuesUnder([[origin, fromLastYear]]) }
      const goesOn = await create(player, carried, before.id)
      if (droppedOn === undefined) return [goesOn]
      const reason = `结转${year}年计划`
      const changes = valuesUnder([
        [droppedOn, today],
        [droppedWhy, reason],
      ])
      const key = `open-year ${year} ends ${before.id}`
      return [goesOn, await prepareChanged(ports, session, { before, changes, reason, key })]
    }
  }
}

/** Where a new task is written: the first register of tasks that the caller may write. */
function newTasksIn(session: Session): Player<'task'> {
  const players = playersOf(session.pack, 'task')
  const own = players.find(({ register }) => mayWrite(session, register)) ?? players[0]
  if (own === undefined) return refuseTasks()
  writableRegister(session, own.register.id)
  return own
}

function firstValues({ register, fields }: Player<'task'>, task: FirstTask, setOn: string): Values {
  const { title, leadOffice, owner, supervisor, due } = task
  return valuesUnder([
    [fields.title, title],
    [fields.office, leadOffice],
    [fields.owner, owner],
    [fields.supervisor, supervisor],
    [fields.due, due],
    [register.date, setOn],
  ])
}

// A plan that is made in December belongs to the year it is for, one made late to the day it was.
function dayIn(year: number, today: string): string {
  const first = `${year}-01-01`
  return today < first ? first : today
}

/** What a task that goes on keeps of itself. */
function carriedFields({ fields }: Player<'task'>, { values }: LedgerRecord): Values {
  return valuesUnder((fields.carries ?? []).map((id) => [id, values[id]]))
}

function refuseTasks(): never {
  return refuse('plan.no-tasks', {
    text: { zh: '业务包没有登记任务的台账。', en: 'The pack has no register of tasks.' },
    hint: {
      zh: '请在业务包的一个台账中写明 plays.task。',
      en: 'Let a register of the pack declare plays.task.',
    },
  })
}
