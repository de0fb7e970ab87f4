import { nobodyNamed } from '../../matter/capacity.ts'
import { matterRegisters } from '../../matter/matter-fields.ts'
import type { MeetingMatter } from '../../matter/planned-meeting.ts'
import { rowsOf, textOf, textsOf } from '../../matter/read-value.ts'
import type { TaskMatter, TaskState } from '../../matter/task.ts'
import type { AppPorts } from '../app-ports.ts'
import { mayRead } from '../access.ts'
import { mattersOf } from '../matters/year-matters.ts'
import type { Behind } from '../matters/year-matters.ts'
import type { Session } from '../ports.ts'
import type { YearBook } from '../year-book.ts'

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
  readonly held: { readonly record: string; readonly on: string } | null
}

/** At which meeting the plan was adopted. */
export interface Adoption {
  readonly record: string
  readonly on: string
  readonly meeting: string
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
  const register = session.pack.registers.get(matterRegisters.assignment)
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
  return {
    id: record.id,
    version: record.version,
    title: textOf(values['title']) ?? '',
    state: matter.state,
    plan: textOf(values['plan']),
    origin: textOf(values['origin']),
    project: textOf(values['project']),
    leadOffice: textOf(values['leadOffice']),
    coOffices: textsOf(values['coOffices']),
    owner: textOf(values['owner']),
    supervisor: textOf(values['supervisor']),
    setOn: textOf(values['setOn']),
    due: textOf(values['due']),
    doneOn: textOf(values['doneOn']),
    droppedWhy: textOf(values['droppedWhy']),
    asListed: textOf(values['asListed']),
    notes: rowsOf(values['notes']).map((row) => ({
      on: textOf(row['on']) ?? '',
      text: textOf(row['text']) ?? '',
      by: textOf(row['by']),
    })),
    problem: textOf(values['problem']),
    meeting: textOf(values['meeting']),
  }
}

function shownMeeting(book: YearBook, { matter, record }: Behind<MeetingMatter>): PlannedMeeting {
  const { values } = book.open(record)
  return {
    id: record.id,
    version: record.version,
    kind: textOf(values['kind']),
    on: matter.on,
    time: textOf(values['time']),
    office: textOf(values['office']),
    place: textOf(values['place']),
    chair: textOf(values['chair']),
    topics: rowsOf(values['agenda']).map((row) => textOf(row['topic']) ?? ''),
    state: matter.state,
    held: matter.held,
  }
}

/** The newest adoption of the year's plan, set in the year or around it. */
function adoptionOf(book: YearBook, year: number): Adoption | null {
  const record = [year - 1, year, year + 1]
    .flatMap((one) => book.recordsOf(adoptionRegister, one))
    .filter(({ values }) => values['year'] === `${year}`)
    .sort((one, other) => one.firstEntry - other.firstEntry)
    .at(-1)
  if (record === undefined) return null
  const { values } = book.open(record)
  return {
    record: record.id,
    on: record.occurredOn ?? '',
    meeting: textOf(values['meeting']) ?? '',
    number: textOf(values['number']),
  }
}

/** At which meeting the plan of a year was adopted. */
const adoptionRegister = 'plan-adoption'
