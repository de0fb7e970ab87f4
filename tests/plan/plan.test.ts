import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlanUnit } from './unit.ts'
import { planUnit } from './unit.ts'

let unit: PlanUnit

beforeAll(async () => {
  unit = await planUnit()
})

afterAll(() => unit?.serving.close())

const nobody = { office: null, person: null, supervisor: null, withOffices: [] }

function id(name: string): string {
  return unit.people[name] ?? unit.offices[name] ?? ''
}

async function plan(year = unit.year, person = ''): Promise<PlanBody> {
  const more = person === '' ? '' : `&person=${person}`
  return (await unit.administrator.ask('GET', `/api/v1/plan?year=${year}${more}`)).body
}

// oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
type PlanBody = any

function assign(year: number, assignments: readonly object[]) {
  const body = { year, assignments }
  return unit.administrator.ask('PUT', '/api/v1/plan/assignments', { body })
}

test('a duty is assigned in four fields, corrected in place, and only what changes is written', async () => {
  const { assignments } = await plan()
  expect(assignments.length).toBeGreaterThan(30)
  expect(assignments.every((one: PlanBody) => one.record === null)).toBe(true)
  const [first, second] = assignments.map((one: PlanBody) => one.duty)
  const named = {
    office: id('办公室'),
    person: id('李静'),
    supervisor: id('张三'),
    withOffices: [id('信息科')],
  }
  const both = [
    { duty: first, record: null, ...named },
    { duty: second, record: null, ...nobody },
  ]
  expect((await assign(unit.year, both)).body).toEqual({ written: 1 })
  const [now] = (await plan(unit.year, id('李静'))).assignments
  expect(now).toMatchObject({ duty: first, ...named, record: { version: 1 } })
  expect((await assign(unit.year, [now])).body).toEqual({ written: 0 })
  const moved = { ...now, person: id('王磊') }
  expect((await assign(unit.year, [moved])).body).toEqual({ written: 1 })
  // The writer still saw version 1.
  const stale = await assign(unit.year, [{ ...now, person: id('赵敏') }])
  expect([stale.status, stale.body.code]).toEqual([412, 'write.stale'])
})

test('of two who name the first owner at once, one is told', async () => {
  const duty = (await plan()).assignments[3].duty
  // Any of the three may win, and all of them are there next year: 王磊 is not.
  const told = await Promise.all(
    ['李静', '张三', '赵敏'].map((name) =>
      assign(unit.year, [{ duty, record: null, ...nobody, person: id(name) }]),
    ),
  )
  expect(told.map(({ status }) => status).sort((a, b) => a - b)).not.toEqual([200, 200, 200])
  expect(told.filter(({ status }) => status === 200)).toHaveLength(1)
  const path = `/api/v1/registers/assignment/records?columns=*&where.duty=${duty}`
  expect((await unit.administrator.ask('GET', path)).body.items).toHaveLength(1)
})

test('a year is opened from what last year left; twice is once', async () => {
  const { year, today } = unit
  const next = year + 1
  const problem = await unit.record('problem', {
    title: '提醒督促不够经常',
    source: 'self-check',
    foundOn: today,
    owner: id('李静'),
    inReport: true,
  })
  const task = await unit.record('plan-item', {
    title: '库房改造',
    plan: 'key-tasks',
    setOn: today,
    due: today,
    owner: id('王磊'),
  })
  await unit.record('post', {
    person: id('王磊'),
    office: id('信息科'),
    title: '科长',
    from: '2020-01-01',
    to: '2021-01-01',
  })
  unit.serving.opened.ports.rosters.forget(1)
  const path = `/api/v1/plan/proposal?year=${next}`
  const proposal = (await unit.administrator.ask('GET', path)).body
  expect(proposal.problems).toMatchObject([{ problem, owner: id('李静'), inReport: true }])
  expect(proposal.unfinished).toMatchObject([{ id: task }])
  const carried = proposal.assignments.filter((one: PlanBody) => one.carried)
  // 王磊 has left: the duty is carried on, and who answers for it must be decided.
  expect(carried).toMatchObject([{ person: null, gone: [id('王磊')], office: id('办公室') }, {}])

  const assignments = carried.map(({ carried: _c, gone: _g, ...one }: PlanBody) => one)
  const tasks = [
    first('每月提醒到期事项', { kind: 'problem', problem }, '李静'),
    first('库房改造', { kind: 'last-year', task }, '赵敏'),
    first('建立到期提醒机制', { kind: 'report' }, '李静'),
  ]
  const body = { year: next, assignments, tasks }
  const opened = await unit.administrator.ask('POST', '/api/v1/plan', { body })
  expect([opened.status, opened.body]).toEqual([201, { assigned: 2, tasks: 3, known: 0 }])
  const again = await unit.administrator.ask('POST', '/api/v1/plan', { body })
  expect(again.body).toEqual({ assigned: 0, tasks: 0, known: 3 })

  const { tasks: listed } = await plan(next)
  expect(listed.map((one: PlanBody) => one.origin).sort()).toEqual([
    'last-year',
    'problem',
    'report',
  ])
  const ended = (await plan(year)).tasks.find((one: PlanBody) => one.id === task)
  expect(ended).toMatchObject({ state: 'dropped', droppedWhy: `结转${next}年计划` })
  const after = (await unit.administrator.ask('GET', path)).body
  expect([after.problems, after.unfinished, after.nextSteps.length]).toEqual([[], [], 2])
})

function first(title: string, from: object, owner: string) {
  const due = `${unit.year + 1}-06-30`
  return { title, from, owner: id(owner), leadOffice: null, supervisor: null, due }
}

test('the plan shows the meeting at which it was adopted', async () => {
  const meeting = await unit.record('meeting', {
    kind: 'secretary-meeting',
    heldOn: unit.today,
    chair: id('张三'),
    present: [id('张三')],
    agenda: [{ topic: '审议年度计划' }],
  })
  expect((await plan(unit.year + 1)).adoption).toBeNull()
  const year = `${unit.year + 1}`
  await unit.record('plan-adoption', { year, adoptedOn: unit.today, meeting })
  expect((await plan(unit.year + 1)).adoption).toMatchObject({ meeting, on: unit.today })
})

test('a task goes on, is done or dropped by dated notes; its state is computed', async () => {
  const { today, administrator } = unit
  const task = await unit.record('plan-item', { title: '修订会议制度', setOn: today })
  const note = (version: number, more: object) =>
    administrator.ask('POST', `/api/v1/tasks/${task}/progress`, {
      body: { version, on: today, text: '完成初稿', outcome: 'goes-on', ...more },
    })
  const find = async () => (await plan()).tasks.find((one: PlanBody) => one.id === task)
  expect(await find()).toMatchObject({ state: 'open', notes: [] })
  expect((await note(1, {})).body).toEqual({ version: 2 })
  expect(await find()).toMatchObject({
    state: 'inProgress',
    notes: [{ on: today, text: '完成初稿', by: id('张三') }],
  })
  expect((await note(1, {})).status).toBe(412)
  expect((await note(2, { on: `${unit.year + 1}-12-31` })).body.code).toBe('task.future')
  await note(2, { text: '已印发', outcome: 'done' })
  expect(await find()).toMatchObject({ state: 'done', doneOn: today })
  expect((await note(3, { outcome: 'dropped' })).body.code).toBe('task.ended')
  const late = await unit.record('plan-item', {
    title: '补齐台账',
    setOn: `${unit.year}-01-05`,
    due: `${unit.year}-02-01`,
  })
  const overdue = (await plan()).tasks.find((one: PlanBody) => one.id === late)
  expect(overdue.state).toBe('overdue')
})

test('a planned meeting counts for nothing until a held one names it', async () => {
  const { today, administrator, year } = unit
  const figure = async () =>
    (await administrator.ask('GET', `/api/v1/figures/governance-study?period=${year}`)).body.value
  const planned = await unit.record('planned-meeting', {
    kind: 'secretary-meeting',
    plannedFor: today,
    chair: id('张三'),
    agenda: [{ topic: '研究全面从严治党' }],
  })
  expect(await figure()).toBe(0)
  expect((await plan()).planned).toMatchObject([{ id: planned, state: 'planned', held: null }])
  const held = await unit.record('meeting', {
    kind: 'secretary-meeting',
    heldOn: today,
    chair: id('张三'),
    present: [id('张三')],
    agenda: [{ topic: '研究全面从严治党', themes: ['governance'] }],
    planned,
  })
  expect((await plan()).planned).toMatchObject([{ state: 'held', held: { record: held } }])
  expect(await figure()).toBe(1)
})

test('what somebody leaves open goes to somebody else in one step', async () => {
  const { administrator } = unit
  const [from, to] = [id('李静'), id('赵敏')]
  const path = `/api/v1/people/${from}/handover`
  const planned = await unit.record('planned-meeting', {
    kind: 'work-meeting',
    plannedFor: `${unit.year + 1}-03-01`,
    chair: from,
    agenda: [{ topic: '安排', reporter: from }],
  })
  const list = (await administrator.ask('GET', path)).body
  const kinds = list.items.map((one: PlanBody) => one.register)
  expect(kinds).toEqual(expect.arrayContaining(['plan-item', 'planned-meeting', 'problem']))
  const items = list.items.map(({ record, version }: PlanBody) => ({ record, version }))
  const hand = (more: object) =>
    administrator.ask('POST', path, { body: { to, items, reason: '岗位调整', ...more } })
  expect((await hand({ to: from })).body.code).toBe('handover.same')
  expect((await hand({ to: id('王磊') })).body.code).toBe('handover.former')
  // One that changed after the list was read refuses all of them.
  const stale = items.map((one: PlanBody, at: number) => (at === 0 ? { ...one, version: 9 } : one))
  expect((await hand({ items: stale })).status).toBe(412)
  expect((await administrator.ask('GET', path)).body.items).toHaveLength(items.length)
  expect((await hand({})).body).toEqual({ written: items.length })
  expect((await administrator.ask('GET', path)).body.items).toEqual([])
  expect((await hand({})).body.code).toBe('handover.none')
  const moved = (await administrator.ask('GET', `/api/v1/records/${planned}`)).body
  expect(moved.values).toMatchObject({ chair: to, agenda: [{ topic: '安排', reporter: to }] })
  expect(unit.serving.unforeseen).toEqual([])
})
