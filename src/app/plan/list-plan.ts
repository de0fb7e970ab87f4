import type { LedgerRecord } from '../../ledger/record.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { AppPorts } from '../app-ports.ts'
import { mayRead } from '../access.ts'
import { allDays } from '../keep-rosters.ts'
import type { Session } from '../ports.ts'
import { openTo } from '../shown-record.ts'
import { todayIn } from '../today.ts'
import type { YearBook } from '../year-book.ts'
import { planRegisters } from './plan-registers.ts'
import type { TaskState } from './task-state.ts'
import { taskStateOf } from './task-state.ts'

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

type Needs = Pick<AppPorts, 'store' | 'clock' | 'yearBooks'>

/** The plan of a year, as far as the caller may read it. */
export async function listPlan(
  ports: Needs,
  session: Session,
  { year, person }: ListPlan,
): Promise<PlanOfYear> {
  const book = await ports.yearBooks.of(session, year)
  const today = todayIn(session.org.zone, ports.clock)
  const assignments = await assignmentsOf(ports, session, year)
  const tasks = tasksOf(session, book, year)
  const planned = plannedOf(session, book, { year, today })
  const concerns = (people: readonly (string | null)[]) =>
    person === null || people.includes(person)
  return {
    year,
    today,
    assignments: assignments.filter((one) => concerns([one.person, one.supervisor])),
    tasks: tasks.filter((one) => concerns([one.owner, one.supervisor])),
    planned: planned.filter((one) => concerns([one.chair])),
    adoption: adoptionOf(session, book, year),
  }
}

/** One assignment a duty, in the order of the pack; the newest record of a duty and year stands. */
export async function assignmentsOf(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  year: number,
): Promise<readonly Assignment[]> {
  const register = session.pack.registers.get(planRegisters.assignment)
  if (!register || !mayRead(session, register)) return []
  const records = await ports.store.read(session.org.id, (reader) =>
    reader.recordsOf([register.id], allDays),
  )
  const byDuty = new Map<string, LedgerRecord>()
  for (const record of [...records].sort((one, other) => one.firstEntry - other.firstEntry)) {
    if (record.values['year'] !== `${year}`) continue
    byDuty.set(textOf(record.values['duty']) ?? '', record)
  }
  return [...session.pack.duties.keys()].map((duty) => assignmentFrom(duty, byDuty.get(duty)))
}

function assignmentFrom(duty: string, record: LedgerRecord | undefined): Assignment {
  const values = record?.values ?? {}
  return {
    duty,
    record: record ? { id: record.id, version: record.version } : null,
    office: textOf(values['office']),
    person: textOf(values['person']),
    supervisor: textOf(values['supervisor']),
    withOffices: textsOf(values['withOffices']),
  }
}

/** Tasks set in the year or due in it, by due day; those without one come last. */
function tasksOf(session: Session, book: YearBook, year: number): readonly Task[] {
  return recordsAround(session, book, { register: planRegisters.task, year })
    .map(({ record, values }) => taskFrom(record, values, book.today))
    .filter(({ setOn, due }) => [setOn, due].some((day) => day?.startsWith(`${year}`)))
    .sort((one, other) => compare(one.due ?? '9999', other.due ?? '9999'))
}

/** A task as its fields say it on a day. */
export function taskFrom(record: LedgerRecord, values: Values, today: string): Task {
  return {
    id: record.id,
    version: record.version,
    title: textOf(values['title']) ?? '',
    state: taskStateOf(values, today),
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

function plannedOf(
  session: Session,
  book: YearBook,
  { year, today }: { year: number; today: string },
): readonly PlannedMeeting[] {
  const held = new Map(
    recordsAround(session, book, { register: planRegisters.held, year }).flatMap(
      ({ record, values }) => {
        const plan = textOf(values['planned'])
        return plan === null ? [] : [[plan, { record: record.id, on: record.occurredOn ?? '' }]]
      },
    ) as [string, { record: string; on: string }][],
  )
  return recordsAround(session, book, { register: planRegisters.planned, year })
    .filter(({ record }) => record.occurredOn?.startsWith(`${year}`))
    .map(({ record, values }) => plannedFrom(record, values, { held: held.get(record.id), today }))
    .sort((one, other) => compare(`${one.on}${one.time ?? ''}`, `${other.on}${other.time ?? ''}`))
}

function plannedFrom(
  record: LedgerRecord,
  values: Values,
  { held, today }: { held: PlannedMeeting['held'] | undefined; today: string },
): PlannedMeeting {
  const on = record.occurredOn ?? ''
  return {
    id: record.id,
    version: record.version,
    kind: textOf(values['kind']),
    on,
    time: textOf(values['time']),
    office: textOf(values['office']),
    place: textOf(values['place']),
    chair: textOf(values['chair']),
    topics: rowsOf(values['agenda']).map((row) => textOf(row['topic']) ?? ''),
    state: held ? 'held' : on < today ? 'passed' : 'planned',
    held: held ?? null,
  }
}

/** The newest adoption of the year's plan, set in the year or around it. */
function adoptionOf(session: Session, book: YearBook, year: number): Adoption | null {
  const found = recordsAround(session, book, { register: planRegisters.adoption, year })
    .filter(({ values }) => values['year'] === `${year}`)
    .sort((one, other) => one.record.firstEntry - other.record.firstEntry)
    .at(-1)
  if (!found) return null
  return {
    record: found.record.id,
    on: found.record.occurredOn ?? '',
    meeting: textOf(found.values['meeting']) ?? '',
    number: textOf(found.values['number']),
  }
}

/** Live records of a register in the years around one, with the fields that the caller may read. */
function recordsAround(
  session: Session,
  book: YearBook,
  { register: id, year }: { register: string; year: number },
): readonly { readonly record: LedgerRecord; readonly values: Values }[] {
  const register = session.pack.registers.get(id)
  if (!register) return []
  return [year - 1, year, year + 1]
    .flatMap((one) => book.recordsOf(id, one))
    .map((record) => ({ record, values: openTo(session, register, record.values).values }))
}

/** The text of a value, or null. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The ids of a many-valued field. */
export function textsOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** The rows of a field. */
export function rowsOf(value: Value | undefined): readonly Values[] {
  if (!Array.isArray(value)) return []
  return value.filter((one): one is Values => typeof one === 'object' && one !== null)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
