import { core } from '../../ledger/core/core-registers.ts'
import { idsReferred } from '../../ledger/fields/reference.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf, valueAt } from '../../ledger/read-value.ts'
import type { Player, RegisterRole } from '../../ledger/register/roles.ts'
import { playerOf, playersOf } from '../../ledger/register/roles.ts'
import { nobodyNamed } from '../../matter/capacity.ts'
import type { HeldAs, MeetingMatter } from '../../matter/planned-meeting.ts'
import type { TaskMatter, TaskState } from '../../matter/task.ts'
import { mayRead } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { YearBook } from '../year/year-book.ts'
import type { Behind } from '../year/year-matters.ts'
import { mattersOf } from '../year/year-matters.ts'

/** Who answers for a duty in a year; without a record nobody does yet. */
export interface Assignment {
  readonly duty: string
  /** The record that says so, at the version read. */
  readonly record: { readonly id: string; readonly version: number } | null
  readonly office: string | null
  readonly person: string | null
  readonly supervisor: string | null
  readonly withOffices: readonly string[]
}

/** One dated note of progress. */
export interface ProgressNote {
  readonly on: string
  readonly text: string
  readonly by: string | null
}

/** A task as it stands today. */
export interface Task {
  readonly id: string
  readonly register: string
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
  /** What an imported table said where it named no office, person or day. */
  readonly asListed: string | null
  readonly notes: readonly ProgressNote[]
  readonly problem: string | null
  readonly meeting: string | null
}

/** A meeting to come, or one that was held as planned. */
export interface PlannedMeeting {
  readonly id: string
  readonly register: string
  readonly version: number
  readonly kind: string | null
  readonly on: string
  readonly time: string | null
  readonly office: string | null
  readonly place: string | null
  readonly chair: string | null
  readonly topics: readonly string[]
  /** `passed`: its day is over and no held meeting names it. */
  readonly state: 'planned' | 'held' | 'passed'
  readonly held: HeldAs | null
}

/** At which meeting the plan was adopted. */
export interface Adoption {
  readonly record: string
  readonly on: string
  readonly meeting: string
  /** The register of that meeting; null: the pack does not say. */
  readonly meetingRegister: string | null
  readonly number: string | null
}

/** The plan of a year: who answers for what, the tasks, the meetings to come. */
export interface PlanOfYear {
  readonly year: number
  readonly today: string
  readonly assignments: readonly Assignment[]
  readonly tasks: readonly Task[]
  readonly planned: readonly PlannedMeeting[]
  readonly adoption: Adoption | null
}

/** Whose plan is asked for: everybody's, or what names one person. */
export interface ListPlan {
  readonly year: number
  readonly person: string | null
}

type Needs = Pick<AppPorts, 'yearBooks'>

/** The plan of a year, as far as the caller may read it. */
export async function listPlan(
  ports: Needs,
  session: Session,
  { year, person }: ListPlan,
): Promise<PlanOfYear> {
  const book = await ports.yearBooks.of(session, year)
  const { tasks, meetings } = mattersOf(book)
  const concerns = (people: readonly (string | null)[]) =>
    person === null || people.includes(person)
  return {
    year,
    today: book.today,
    assignments: assignmentsShown(session, book).filter((one) =>
      concerns([one.person, one.supervisor]),
    ),
    tasks: tasks
      .map((one) => shownTask(book, one))
      .filter((one) => concerns([one.owner, one.supervisor])),
    planned: meetings.map((one) => shownMeeting(book, one)).filter((one) => concerns([one.chair])),
    adoption: adoptionOf(book, year),
  }
}

/** One assignment a duty, in the order of the pack. */
export function assignmentsShown(session: Session, book: YearBook): readonly Assignment[] {
  const register = session.pack.registers.get(core.assignment.id)
  if (!register || !mayRead(session, register)) return []
  const { assignments } = mattersOf(book)
  return [...session.pack.duties.keys()].map((duty) => {
    const { record, named = nobodyNamed } = assignments.get(duty) ?? {}
    return {
      duty,
      record: record ? { id: record.id, version: record.version } : null,
      office: named.office,
      person: named.owner,
      supervisor: named.supervisor,
      withOffices: named.coOffices,
    }
  })
}

/** A task with what its reader may read of it. */
export function shownTask(book: YearBook, { matter, record }: Behind<TaskMatter>): Task {
  const { values } = book.open(record)
  const { register, fields } = playing(book, 'task', record.register)
  const text = (field: string | undefined) => textOf(valueAt(values, field))
  return {
    id: record.id,
    register: register.id,
    version: record.version,
    title: text(fields.title) ?? '',
    state: matter.state,
    plan: text(fields.plan),
    origin: text(fields.origin),
    project: text(fields.project),
    leadOffice: text(fields.office),
    coOffices: idsReferred(valueAt(values, fields.coOffices)),
    owner: text(fields.owner),
    supervisor: text(fields.supervisor),
    setOn: matter.setOn,
    due: text(fields.due),
    doneOn: text(fields.doneOn),
    droppedWhy: text(fields.droppedWhy),
    asListed: text(fields.asListed),
    notes: rowsOf(valueAt(values, fields.progress)).map((row) => ({
      on: textOf(valueAt(row, fields.notedOn)) ?? '',
      text: textOf(valueAt(row, fields.noted)) ?? '',
      by: textOf(valueAt(row, fields.notedBy)),
    })),
    problem: text(fields.problem),
    meeting: text(fields.meeting),
  }
}

function shownMeeting(book: YearBook, { matter, record }: Behind<MeetingMatter>): PlannedMeeting {
  const { values } = book.open(record)
  const { register, fields } = playing(book, 'plannedMeeting', record.register)
  const text = (field: string | undefined) => textOf(valueAt(values, field))
  return {
    id: record.id,
    register: register.id,
    version: record.version,
    kind: text(fields.kind),
    on: matter.on,
    time: text(fields.time),
    office: text(fields.office),
    place: text(fields.place),
    chair: text(fields.owner),
    topics: rowsOf(valueAt(values, fields.agenda)).map(
      (row) => textOf(valueAt(row, fields.topic)) ?? '',
    ),
    state: matter.state,
    held: matter.held,
  }
}

// A matter was made from a record of a register that plays this.
function playing<R extends RegisterRole>({ pack }: YearBook, role: R, id: string): Player<R> {
  const player = playerOf(pack, role, id)
  if (player === null) throw new Error(`the register ${id} does not play ${role}`)
  return player
}

/** The newest adoption of the year's plan, set in the year or around it. */
function adoptionOf(book: YearBook, year: number): Adoption | null {
  const found = playersOf(book.pack, 'planAdoption')
    .flatMap((player) =>
      [year - 1, year, year + 1]
        .flatMap((one) => book.recordsOf(player.register.id, one))
        .filter(({ values }) => values[player.fields.year] === `${year}`)
        .map((record) => ({ record, player })),
    )
    .sort((one, other) => one.record.firstEntry - other.record.firstEntry)
    .at(-1)
  if (found === undefined) return null
  const { record, player } = found
  const { register, fields } = player
  const { values } = book.open(record)
  return {
    record: record.id,
    on: record.occurredOn ?? '',
    meeting: textOf(values[fields.meeting]) ?? '',
    meetingRegister: register.fields.find(({ id }) => id === fields.meeting)?.register ?? null,
    number: textOf(valueAt(values, fields.number)),
  }
}
