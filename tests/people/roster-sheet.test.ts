import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  RosterEnteredView,
  RosterFileView,
  RosterPreviewView,
  RosterSheetBody,
} from '../../src/api/contract/people.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, serveTest, setUp, todayThere } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
const day = '2024-01-01'

beforeAll(async () => {
  serving = await serveTest()
  administrator = (await setUp(serving)).browser
})

afterAll(() => serving?.close())

/** As an office keeps it: a title over the table, columns nobody asks for, a line of sums. */
const roster = [
  ['海棠市档案馆干部职工花名册'],
  ['序号', '姓名', '性别', '所在科室', '现任职务', '任职时间', '手机', '备注'],
  ['1', '陆明远', '男', '领导班子', '馆长', '2021.3.5', '13800000001', ''],
  ['2', '王 芳', '女', '办公室', '主任', '2022-06-01', '13800000002', ''],
  ['3', '王芳', '女', '保管利用科', '科员', '2023/7/9', '13800000003', ''],
  ['4', '单立人', '男', '保管利用科', '科长', '2019年', '13800000004', ''],
  ['5', '欧阳春', '女', '第一党支部', '书记', '', '13800000005', ''],
  ['6', '陆明远', '男', '第一党支部', '委员', '2022.1.1', '', ''],
  ['合计', '6人', '', '', '', '', '', ''],
]

const csv = (rows: readonly (readonly string[])[]) =>
  new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'))

async function read(rows: readonly (readonly string[])[]): Promise<RosterSheetBody> {
  const told = await administrator.ask('POST', '/api/v1/people/sheet', { file: csv(rows) })
  expect(told.status).toBe(200)
  const file: RosterFileView = told.body
  const [best] = file.proposals
  const table = file.tables.find(({ name }) => name === best?.mapping.table)
  if (!best || !table) throw new Error('nothing is proposed')
  return { table, mapping: best.mapping, people: {}, offices: {}, day, leftOut: [] }
}

async function preview(body: RosterSheetBody): Promise<RosterPreviewView> {
  const told = await administrator.ask('POST', '/api/v1/people/sheet/preview', { body })
  expect([told.status, told.body.faults ?? []]).toEqual([200, []])
  return told.body
}

async function enter(body: RosterSheetBody): Promise<RosterEnteredView> {
  const told = await administrator.ask('POST', '/api/v1/people/sheet/enter', { body })
  expect(told.status).toBe(200)
  return told.body
}

const list = async (path: string) => (await administrator.ask('GET', `/api/v1${path}`)).body
const rowOf = (plan: RosterPreviewView, row: number) => plan.people.find((one) => one.row === row)

test('columns are found, what nobody asks for is left out, days and namesakes are asked about', async () => {
  const body = await read(roster)
  const uses = body.mapping.columns.map(({ use }) => (typeof use === 'object' ? use.field : use))
  expect(uses).toEqual([
    'left-out',
    'person.name',
    'left-out',
    'office.name',
    'post.title',
    'post.from',
    'left-out',
    'left-out',
  ])
  const plan = await preview(body)
  expect(plan.offices).toMatchObject([
    { name: '领导班子', office: null, kind: 'leadership', rows: 1 },
    { name: '办公室', office: null, kind: 'department', rows: 1 },
    { name: '保管利用科', office: null, kind: 'department', rows: 1 },
    { name: '第一党支部', office: null, kind: 'branch', rows: 2 },
  ])
  expect(rowOf(plan, 3)).toMatchObject({ name: '陆明远', who: 'new', from: '2021-03-05' })
  // Of two that bear one name in two offices nobody is taken for the other.
  expect(rowOf(plan, 5)).toMatchObject({
    who: null,
    may: [{ who: { row: 4 }, name: '王芳', place: '办公室 · 主任' }],
  })
  expect(rowOf(plan, 8)).toMatchObject({ who: null, may: [{ who: { row: 3 } }] })
  expect(rowOf(plan, 7)).toMatchObject({ name: '欧阳春', from: day, post: 'new' })
  expect(plan.questions).toMatchObject([{ field: 'post.from', text: '2019年', count: 1 }])
  expect(plan.open.map(({ row }) => row)).toEqual([6])
  expect(plan.passed).toMatchObject([{ row: 9, kind: 'subtotal' }])
})

test('what is ready goes on, what is open stays, and nobody is doubled by the same sheet', async () => {
  const body = await read(roster)
  expect(await enter(body)).toEqual({ people: 3, offices: 3, posts: 3, known: 0, left: [5, 6, 8] })
  const again = await preview(body)
  expect(rowOf(again, 3)).toMatchObject({ post: 'known' })
  expect(again.offices.filter(({ office }) => office === null)).toMatchObject([
    { name: '保管利用科' },
  ])
  const decided: RosterSheetBody = {
    ...body,
    people: { 5: 'new', 8: rowOf(again, 8)?.may[0]?.who ?? 'new' } as RosterSheetBody['people'],
    mapping: { ...body.mapping, answers: { 'post.from': { '2019年': { means: '2019-01-01' } } } },
  }
  expect(await enter(decided)).toEqual({ people: 2, offices: 1, posts: 3, known: 4, left: [] })
  const last = { people: 0, offices: 0, posts: 0, known: 6, left: [] }
  expect(await enter(await read(roster.with(5, roster[5]?.with(5, '2019.1.1') ?? [])))).toEqual(
    last,
  )

  const { people } = await list('/roster')
  const names = people.map(({ name }: { name: string }) => name)
  expect(names.toSorted()).toEqual(
    ['单立人', '欧阳春', '王芳（保管利用科）', '王芳（办公室）', '陆明远', '张三'].toSorted(),
  )
  const posts = await list('/registers/post/records?columns=*&sort=occurredOn')
  expect(posts.items).toHaveLength(6)
  expect(JSON.stringify(posts)).not.toContain('1380000')
  const { auditor, ports } = serving.opened
  const [report] = await fsck({ auditor, crypto: ports.crypto }, {})
  expect(report?.faults).toEqual([])
})

test('a person who is here and one who is new are told apart, and two at once enter one', async () => {
  const rows = [
    ['姓名', '科室', '职务'],
    ['张三', '办公室', '科员'],
    ['赵小川', '办公室', '科员'],
  ]
  const body = await read(rows)
  const plan = await preview(body)
  expect(rowOf(plan, 2)?.who).toBeNull()
  expect(rowOf(plan, 2)?.may).toHaveLength(1)
  const both = await Promise.all([enter(body), enter(body)])
  expect(both.map(({ people }) => people).toSorted((a, b) => a - b)).toEqual([0, 1])
})

test('user names come from the spelling; accounts for many are all made, or none', async () => {
  const proposed: { name: string; username: string; person: string }[] =
    await list('/accounts/proposed')
  const named = Object.fromEntries(proposed.map(({ name, username }) => [name, username]))
  expect(named).toEqual({
    单立人: 'shanliren',
    欧阳春: 'ouyangchun',
    '王芳（办公室）': 'wangfang',
    '王芳（保管利用科）': 'wangfang2',
    陆明远: 'lumingyuan',
    赵小川: 'zhaoxiaochuan',
  })
  const accounts = proposed.map(({ person, username }) => ({ person, username, roles: ['clerk'] }))
  const taken = accounts.map((one, nth) => (nth === 3 ? { ...one, username: '张三' } : one))
  const refused = await administrator.ask('POST', '/api/v1/accounts/many', {
    body: { accounts: taken },
  })
  expect(refused.body.faults[0].at.slice(0, 2)).toEqual(['accounts', 3])
  expect(await list('/accounts')).toHaveLength(1)

  const made = await administrator.ask('POST', '/api/v1/accounts/many', { body: { accounts } })
  expect(made.status).toBe(201)
  expect(new Set(made.body.map(({ link }: { link: string }) => link)).size).toBe(accounts.length)
  expect(await list('/accounts/proposed')).toEqual([])
  const [first] = made.body
  const person = serving.browser()
  await person.ask('POST', '/api/v1/session/link', { body: { token: first.link } })
  const chosen = await person.ask('POST', '/api/v1/session/password', {
    body: { password: goodPassword },
  })
  expect(chosen.status).toBeLessThan(300)
  expect((await person.ask('GET', '/api/v1/session')).body).toMatchObject({
    person: first.account.person,
    roles: ['clerk'],
    today: todayThere(),
  })
  const denied = await person.ask('POST', '/api/v1/people/sheet', { file: csv(roster) })
  expect(denied.status).toBe(403)
})
