import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, setUp, todayThere } from '../api/serving.ts'

// Another pack may keep its tasks in two registers, and one of them may keep less of a task.

const home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
const today = todayThere()
const year = Number(today.slice(0, 4))

let serving: Serving
let browser: Browser
let person: string

/** Of each of these there is another register, which plays the same. */
const twice = ['plan-item', 'problem', 'planned-meeting', 'meeting', 'plan-adoption']

function copyOf(id: string): void {
  const folder = join(home, 'cn-party-governance/registers')
  const text = readFileSync(join(folder, `${id}.yaml`), 'utf8')
  const copy = text
    .replace(`id: ${id}\n`, `id: other-${id}\n`)
    // What points to a record of its own kind, and what a meeting was planned in.
    .replaceAll(`register: ${id},`, `register: other-${id},`)
    .replace('register: planned-meeting,', 'register: other-planned-meeting,')
    // Not everybody who opens a year may write to every register of tasks.
    .replace(/^date: setOn$/m, 'date: setOn\nwriters: [administrator]')
  writeFileSync(join(folder, `other-${id}.yaml`), copy)
}

beforeAll(async () => {
  cpSync('packs', home, { recursive: true })
  const path = join(home, 'cn-party-governance/registers/publicity-task.yaml')
  const plays =
    'plays:\n  task: { title: title, owner: owner, due: due, doneOn: doneOn, result: result, handsOver: [owner] }\n'
  writeFileSync(path, readFileSync(path, 'utf8').replace('fields:\n', `${plays}fields:\n`))
  for (const id of twice) copyOf(id)
  serving = await serveTest({ packFolder: join(home, 'cn-party-governance') })
  ;({ browser, person } = await setUp(serving))
})

afterAll(async () => {
  await serving?.close()
  rmSync(home, { recursive: true, force: true })
})

async function record(register: string, values: object): Promise<string> {
  const path = `/api/v1/registers/${register}/records`
  const told = await browser.ask('POST', path, { body: { values } })
  if (told.status !== 201) throw new Error(JSON.stringify(told.body))
  return told.body.record.id
}

const plan = async () => (await browser.ask('GET', `/api/v1/plan?year=${year}`)).body
const tasks = async () => (await plan()).tasks

test('tasks of both registers are on the plan, mine, and handed over', async () => {
  const due = `${year}-12-31`
  const one = await record('plan-item', { title: '修订制度', setOn: today, owner: person, due })
  const other = await record('publicity-task', {
    title: '报送信息',
    setBy: 'party-committee',
    setOn: today,
    owner: person,
    due,
  })
  const found = await tasks()
  const kept = found.map(({ id, register }: { id: string; register: string }) => [id, register])
  expect(kept).toEqual(
    expect.arrayContaining([
      [one, 'plan-item'],
      [other, 'publicity-task'],
    ]),
  )
  const mine = (await browser.ask('GET', `/api/v1/mine?year=${year}`)).body
  expect(mine.tasks.map((task: { record: string }) => task.record).sort()).toEqual(
    [one, other].sort(),
  )
  const open = (await browser.ask('GET', `/api/v1/people/${person}/handover`)).body
  expect(open.items.map((item: { record: string }) => item.record).sort()).toEqual(
    [one, other].sort(),
  )
  const { plays } = (await browser.ask('GET', '/api/v1/pack')).body
  expect(Object.keys(plays)).toEqual(expect.arrayContaining(['plan-item', 'publicity-task']))
})

test('what a register keeps no field for is refused, what it keeps is written there', async () => {
  const [task] = (await tasks()).filter(
    ({ register }: { register: string }) => register === 'publicity-task',
  )
  const note = (outcome: string) =>
    browser.ask('POST', `/api/v1/tasks/${task.id}/progress`, {
      body: { version: task.version, on: today, text: '已报送3条', outcome },
    })
  const goesOn = await note('goes-on')
  expect([goesOn.status, goesOn.body.code]).toEqual([422, 'task.outcome'])
  expect((await note('dropped')).body.code).toBe('task.outcome')
  expect((await note('done')).status).toBe(200)
  const { values } = (await browser.ask('GET', `/api/v1/records/${task.id}`)).body
  expect(values).toMatchObject({ doneOn: today, result: '已报送3条' })
  expect(serving.unforeseen).toEqual([])
})

test('problems of both registers are handed over, and proposed for the next year', async () => {
  const source = 'self-check'
  const values = { title: '台账更新不及时', source, foundOn: today, owner: person }
  const both = [await record('problem', values), await record('other-problem', values)].sort()
  const open = (await browser.ask('GET', `/api/v1/people/${person}/handover`)).body
  const handed = open.items.map((item: { record: string }) => item.record)
  expect(handed).toEqual(expect.arrayContaining(both))
  const proposal = await browser.ask('GET', `/api/v1/plan/proposal?year=${year + 1}`)
  const proposed = proposal.body.problems.map((one: { problem: string }) => one.problem)
  expect(proposed.sort()).toEqual(both)

  // A task of the next year answers the one, also where another register of tasks comes first.
  const path = `/api/v1/registers/problem/records`
  const [first] = (await browser.ask('GET', path)).body.items
  const task = { title: '按期更新台账', setOn: `${year + 1}-01-04`, owner: person }
  await record('plan-item', { ...task, problem: first.id })
  const after = await browser.ask('GET', `/api/v1/plan/proposal?year=${year + 1}`)
  const left = after.body.problems.map((one: { problem: string }) => one.problem)
  expect(left).toEqual(both.filter((one) => one !== first.id))
})

test('meetings of both registers are planned, handed over, and held', async () => {
  const values = { kind: 'secretary-meeting', plannedFor: today, chair: person }
  const one = await record('planned-meeting', values)
  const other = await record('other-planned-meeting', values)
  const both = [one, other].sort()
  const stateOf = async () =>
    new Map(
      (await plan()).planned.map((meeting: { id: string; state: string }) => [
        meeting.id,
        meeting.state,
      ]),
    )
  expect(new Set((await stateOf()).keys())).toEqual(new Set(both))
  const open = (await browser.ask('GET', `/api/v1/people/${person}/handover`)).body
  const handed = open.items.map((item: { record: string }) => item.record)
  expect(handed).toEqual(expect.arrayContaining(both))
  const held = { kind: 'secretary-meeting', heldOn: today, chair: person, present: [person] }
  const agenda = [{ topic: '学习讨论', themes: ['party-history'] }]
  await record('other-meeting', { ...held, agenda, planned: other })
  expect(await stateOf()).toEqual(
    new Map([
      [one, 'planned'],
      [other, 'held'],
    ]),
  )
  const left = (await browser.ask('GET', `/api/v1/people/${person}/handover`)).body
  const still = left.items.map((item: { record: string }) => item.record)
  expect(still).toContain(one)
  expect(still).not.toContain(other)
})

test('the plan of a year is adopted in either register', async () => {
  const held = { kind: 'secretary-meeting', heldOn: today, chair: person, present: [person] }
  const agenda = [{ topic: '学习讨论', themes: ['party-history'] }]
  const meeting = await record('meeting', { ...held, agenda })
  for (const register of ['plan-adoption', 'other-plan-adoption']) {
    const adopted = await record(register, { year: `${year}`, adoptedOn: today, meeting })
    expect((await plan()).adoption.record, register).toBe(adopted)
  }
  expect(serving.unforeseen).toEqual([])
})

test('a year is opened in the register of tasks that its writer may write to', async () => {
  const clerk = await invite(serving, browser, { username: 'neiqin', roles: ['clerk'] })
  const named = { leadOffice: null, owner: person, supervisor: null, due: `${year + 1}-06-30` }
  const one = { title: '推进档案数字化', ...named, from: { kind: 'report' } }
  const body = { year: year + 1, assignments: [], tasks: [one] }
  const told = await clerk.ask('POST', '/api/v1/plan', { body })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  const next = (await browser.ask('GET', `/api/v1/plan?year=${year + 1}`)).body.tasks
  const found = next.filter(({ title }: { title: string }) => title === one.title)
  expect(found.map(({ register }: { register: string }) => register)).toEqual(['plan-item'])
})
