import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveTest, setUp, todayThere } from '../api/serving.ts'
import type { Browser, Serving } from '../api/serving.ts'

// Another pack may keep its tasks in two registers, and one of them may keep less of a task.

const home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
const today = todayThere()
const year = Number(today.slice(0, 4))

let serving: Serving
let browser: Browser
let person: string

beforeAll(async () => {
  cpSync('packs', home, { recursive: true })
  const path = join(home, 'cn-party-governance/registers/publicity-task.yaml')
  const plays =
    'plays:\n  task: { title: title, owner: owner, due: due, doneOn: doneOn, result: result, handsOver: [owner] }\n'
  writeFileSync(path, readFileSync(path, 'utf8').replace('fields:\n', `${plays}fields:\n`))
  serving = await serveTest({ packFolder: join(home, 'cn-party-governance') })
  ;({ browser, person } = await setUp(serving))
}, 60_000)

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

const tasks = async () => (await browser.ask('GET', `/api/v1/plan?year=${year}`)).body.tasks

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
