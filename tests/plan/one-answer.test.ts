import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recipientOf } from '../../src/app/matters/recipient.ts'
import { assignedDutiesWaiting } from '../../src/app/matters/sources/assigned-duties.ts'
import { meetingsWaiting, tasksWaiting } from '../../src/app/matters/sources/plan.ts'
import { problemsWaiting } from '../../src/app/matters/sources/problems.ts'
import { listHandover } from '../../src/app/plan/hand-over.ts'
import { listCalendar } from '../../src/app/plan/list-calendar.ts'
import type { PlanOfYear } from '../../src/app/plan/list-plan.ts'
import { listPlan } from '../../src/app/plan/list-plan.ts'
import { readBoard } from '../../src/app/plan/read-board.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { recordEntry } from '../../src/app/records/write-record.ts'
import { computeYear } from '../../src/app/year/compute-year.ts'
import type { MyYear } from '../../src/app/year/my-year.ts'
import { readMyYear } from '../../src/app/year/my-year.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import type { Values } from '../../src/ledger/value.ts'
import type { Waiting } from '../../src/matter/waiting.ts'
import type { Reminding } from '../reminders/reminding.ts'
import { openReminding } from '../reminders/reminding.ts'
import { seed } from '../seed.ts'

// Page, plan, mine, calendar, handing over and reminders speak of the same things. Years are made by
// chance, and what one surface says is held against what the others say of it.

const year = 2026
const days = ['2026-03-02', '2026-09-15', '2027-01-10'] as const
let unit: Reminding
let people: readonly string[]
let offices: readonly string[]

beforeAll(async () => {
  unit = await openReminding(`${days[0]}T00:31:00Z`)
  const since = '2020-01-01'
  const others = [
    await record('person', { name: '李静', since }),
    await record('person', { name: '王磊', since }),
  ]
  people = [unit.person, ...others]
  offices = [await record('office', { name: '信息科', kind: 'department', since })]
  for (const person of people) {
    await record('post', { person, office: offices[0] ?? '', title: '科员', from: since })
  }
  const write = async ({ register, values }: Made) => record(register, values)
  const meetings = new Map<Made, string>()
  for (const made of fc.sample(anything(), { numRuns: 140, seed })) {
    meetings.set(made, await write(made))
  }
  // Some of the planned meetings were held, a few of them in another month than planned.
  const planned = [...meetings].filter(([{ register }]) => register === 'planned-meeting')
  for (const [{ values }, id] of planned.filter((_, nth) => nth % 3 === 0)) {
    const day = String(values['plannedFor'])
    if (day > days[0]) continue
    const about = { kind: values['kind'] ?? null, heldOn: day, planned: id }
    const who = { chair: people[0] ?? '', recorder: people[0] ?? '', present: [people[0] ?? ''] }
    const agenda = [{ topic: '安排工作', themes: [] }]
    await record('meeting', { ...about, ...who, agenda })
  }
})

afterAll(() => unit.close())

describe.each(days)('on %s', (today) => {
  beforeAll(() => unit.setNow(`${today}T00:31:00Z`))

  test('a task is the same everywhere', async () => {
    const plan = await planOf(year)
    expect(plan.tasks.length).toBeGreaterThan(20)
    for (const task of plan.tasks) expect(task.state, task.id).toBe(expectedState(task, today))
    const open = plan.tasks.filter(({ state }) => !['done', 'dropped'].includes(state))
    const dueInYear = open.filter(({ due }) => due?.startsWith(`${year}-`))
    const shown = (await calendar()).filter(({ kind }) => kind === 'task')
    expect(shown.map(({ record: id, late }) => `${id} ${late}`).sort()).toEqual(
      dueInYear.map(({ id, state }) => `${id} ${state === 'overdue'}`).sort(),
    )
    for (const person of people) {
      const mine = (await mineOf(person)).tasks
      const named = plan.tasks.filter((one) => capacity(one, person) !== null)
      expect(mine.map(({ record: id, state, as }) => `${id} ${state} ${as}`).sort()).toEqual(
        named.map((one) => `${one.id} ${one.state} ${capacity(one, person)}`).sort(),
      )
      const left = await handedOver(person, 'plan-item')
      const ofYear = new Set(plan.tasks.map(({ id }) => id))
      expect(left.filter((id) => ofYear.has(id)).sort()).toEqual(
        open
          .filter(({ owner, supervisor }) => [owner, supervisor].includes(person))
          .map(({ id }) => id)
          .sort(),
      )
    }
  })

  test('one person answers for a duty, and every surface names the same', async () => {
    const { assignments } = await planOf(year)
    const answered = assignments.filter((one) => one.record !== null)
    expect(answered.length).toBeGreaterThan(5)
    for (const person of people) {
      const named = answered.filter((one) => assigned(one, person) !== null)
      const { duties } = await mineOf(person)
      expect(duties.map(({ duty, as }) => `${duty} ${as}`).sort()).toEqual(
        named.map((one) => `${one.duty} ${assigned(one, person)}`).sort(),
      )
      const days = (await calendar(person)).filter(({ kind }) => kind === 'due')
      const mine = new Set(named.map(({ duty }) => duty))
      for (const { duty, mine: isMine } of days)
        expect(isMine, duty ?? '').toBe(mine.has(duty ?? ''))
    }
  })

  test('what is due soon on the page of the year stands in the calendar on that day', async () => {
    const { ports, session } = unit
    const book = await ports.yearBooks.of(session, year)
    const { due } = computeYear(book, ports.calendar)
    const days = new Set((await calendar()).map(({ duty, on }) => `${duty} ${on}`))
    for (const { duty, on } of due) expect(days).toContain(`${duty} ${on}`)
  })

  test('a planned meeting is held, passed or to come everywhere', async () => {
    const { planned } = await planOf(year)
    expect(planned.some(({ state }) => state === 'held')).toBe(true)
    const open = planned.filter(({ state }) => state !== 'held')
    const shown = (await calendar()).filter(({ kind }) => kind === 'planned')
    expect(shown.map(({ record: id, late }) => `${id} ${late}`).sort()).toEqual(
      open.map(({ id, state }) => `${id} ${state === 'passed'}`).sort(),
    )
    for (const person of people) {
      const left = await handedOver(person, 'planned-meeting')
      const chaired = open.filter(({ chair }) => chair === person).map(({ id }) => id)
      const ofYear = new Set(planned.map(({ id }) => id))
      expect(left.filter((id) => ofYear.has(id)).sort()).toEqual(chaired.sort())
    }
  })

  test('what a reminder counts is open in the plan, on the board or in the year, and mine', async () => {
    const plan = await planOf(Number(today.slice(0, 4)))
    const before = await planOf(Number(today.slice(0, 4)) - 1)
    const tasks = [...plan.tasks, ...before.tasks]
    const planned = [...plan.planned, ...before.planned]
    for (const person of people) {
      const recipient = recipientFor(person)
      const due = (day: string | null) => day !== null && day <= recipient.lastDay
      const mine = tasks
        .filter(({ owner, state }) => owner === person && !['done', 'dropped'].includes(state))
        .filter((one) => due(one.due))
      expect(keys(await tasksWaiting(recipient))).toEqual(keysOf(mine))
      const chaired = planned.filter(({ chair, state }) => chair === person && state !== 'held')
      expect(keys(await meetingsWaiting(recipient))).toEqual(
        keysOf(chaired.filter((one) => due(one.on))),
      )
      const duties = new Set(
        [plan, before].flatMap(({ assignments, year: of }) =>
          assignments
            .filter((one) => one.person === person)
            .map(({ duty }) => `duty ${duty} ${of}`),
        ),
      )
      for (const { key } of await assignedDutiesWaiting(recipient)) expect(duties).toContain(key)
      const left = new Set(await handedOver(person, 'problem'))
      const board = await boardOf()
      for (const { key } of await problemsWaiting(recipient)) {
        const id = key.slice('record '.length)
        expect(board.get(id), id).not.toBe('closed')
        expect(left.has(id) || board.get(id) === 'rectified' || board.get(id) === 'checked').toBe(
          true,
        )
      }
    }
  })
})

type Task = PlanOfYear['tasks'][number]

/** The rule said once more, slowly: what has not come is not done. */
function expectedState(task: Task, today: string): string {
  const record = written.get(task.id)
  const has = (day: unknown) => typeof day === 'string' && day <= today
  if (has(record?.['doneOn'])) return 'done'
  if (has(record?.['droppedOn'])) return 'dropped'
  return task.due !== null && task.due < today ? 'overdue' : 'open'
}

function capacity(task: Task, person: string): MyYear['tasks'][number]['as'] | null {
  if (task.owner === person) return 'owner'
  if (task.supervisor === person) return 'supervisor'
  return task.leadOffice !== null && offices.includes(task.leadOffice) ? 'office' : null
}

function assigned(one: PlanOfYear['assignments'][number], person: string): string | null {
  if (one.person === person) return 'owner'
  if (one.supervisor === person) return 'supervisor'
  return one.office !== null && offices.includes(one.office) ? 'office' : null
}

const written = new Map<string, Values>()

async function record(register: string, values: Values): Promise<string> {
  const entry = { register, values, reason: null, idempotency: null }
  const { record: made } = await recordEntry(unit.ports, unit.session, entry)
  if (made === null) throw new Error('nothing was recorded')
  const { id } = made
  written.set(id, values)
  return id
}

const planOf = (of: number) => listPlan(unit.ports, unit.session, { year: of, person: null })
const mineOf = (person: string) => readMyYear(unit.ports, as(person), { year, lang: 'zh' as const })
const calendar = (person: string | null = null) => {
  const span = { from: `${year}-01-01`, to: `${year}-12-31` }
  return listCalendar(unit.ports, person === null ? unit.session : as(person), span)
}

async function handedOver(person: string, register: string): Promise<string[]> {
  const { items } = await listHandover(unit.ports, unit.session, person)
  return items.filter((one) => one.register === register).map((one) => one.record)
}

async function boardOf(): Promise<ReadonlyMap<string, string>> {
  const boards = await Promise.all(
    [year - 1, year, year + 1].map((one) =>
      readBoard(unit.ports, unit.session, { register: 'problem', year: one, lang: 'zh' }),
    ),
  )
  return new Map(boards.flatMap(({ items }) => items.map((one) => [one.record.id, one.stage])))
}

function as(person: string): Session {
  return { ...unit.session, actor: { ...unit.session.actor, id: person, person } }
}

function recipientFor(person: string) {
  const found = recipientOf(unit.ports, as(person))
  if (!found) throw new Error('nobody waits')
  return found
}

function keysOf(records: readonly { readonly id: string }[]): string[] {
  return unique(records.map(({ id }) => `record ${id}`))
}

function keys(waiting: readonly Waiting[]): string[] {
  return unique(waiting.map(({ key }) => key))
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)].sort()
}

interface Made {
  readonly register: string
  readonly values: Values
}

/** Something that somebody has to do: set, due and ended on any days, also on days to come. */
function anything(): fc.Arbitrary<Made> {
  const day = fc.integer({ min: -420, max: 420 }).map((n) => addDays('2026-06-01', n))
  const person = fc.nat({ max: 2 }).map((n) => people[n] ?? '')
  const maybe = <Of>(one: fc.Arbitrary<Of>) => fc.option(one, { nil: null, freq: 3 })
  const office = fc.constant(offices[0] ?? '')
  const duty = fc.nat({ max: 11 }).map((n) => [...unit.session.pack.duties.keys()][n] ?? '')
  const set = fc.integer({ min: -420, max: 0 }).map((n) => addDays(days[0], n))
  const task = fc
    .record({
      setOn: set,
      owner: maybe(person),
      supervisor: maybe(person),
      leadOffice: maybe(office),
      due: maybe(day),
      ended: fc.constantFrom('no', 'no', 'done', 'dropped'),
      on: day,
    })
    .map(({ ended, on, ...rest }) => ({
      register: 'plan-item',
      values: without({
        title: '整理案卷',
        ...rest,
        doneOn: ended === 'done' ? on : null,
        ...(ended === 'dropped' ? { droppedOn: on, droppedWhy: '不再需要' } : {}),
      }),
    }))
  const assignment = fc
    .record({
      setOn: set,
      duty,
      year: fc.constantFrom('2025', '2026', '2026', '2027'),
      office: maybe(office),
      person: maybe(person),
      supervisor: maybe(person),
    })
    .map((values) => ({ register: 'assignment', values: without(values) }))
  const meeting = fc.record({ plannedFor: day, chair: maybe(person) }).map((values) => ({
    register: 'planned-meeting',
    values: without({ kind: 'secretary-meeting', ...values }),
  }))
  const problem = fc
    .record({ foundOn: set, owner: maybe(person), supervisor: maybe(person), due: maybe(day) })
    .map((values) => ({
      register: 'problem',
      values: without({ title: '归档不及时', source: 'self-check', ...values }),
    }))
  return fc.oneof(
    { weight: 4, arbitrary: task },
    { weight: 3, arbitrary: assignment },
    { weight: 2, arbitrary: meeting },
    { weight: 2, arbitrary: problem },
  )
}

function without(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
