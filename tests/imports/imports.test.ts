import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, servingOver, setUp, takeUp, todayThere } from '../api/serving.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import { bring, importOf, imports, tasks, workbookOf } from './ledgers.ts'

let database: TestDatabase
let data: string
let serving: Serving
let clerk: Browser
const register = 'publicity-task'
const records = `/api/v1/registers/${register}/records?limit=200&columns=*`

async function start(): Promise<Opened> {
  return openAll({
    data,
    database: database.connection,
    mayLoseOnPowerCut: true,
    passwordCost: 10,
  })
}

function serve(opened: Opened): Serving {
  const { connection } = database
  return servingOver({ opened, data, connection, close: () => opened.close() })
}

beforeAll(async () => {
  database = await testDatabase()
  data = mkdtempSync(join(tmpdir(), 'taizhang-imports-'))
  serving = serve(await start())
  ;({ browser: clerk } = await setUp(serving))
})

afterAll(async () => {
  await serving.close()
  await database.drop()
  rmSync(data, { recursive: true, force: true })
})

async function signIn(): Promise<Browser> {
  const browser = serving.browser()
  const body = { username: '张三', password: goodPassword }
  const told = await browser.ask('POST', '/api/v1/session', { body })
  if (told.status >= 300) throw new Error(JSON.stringify(told.body))
  return browser
}

async function titles(): Promise<string[]> {
  const { items } = (await clerk.ask('GET', records)).body
  return items.map(({ title }: { title: string }) => title).sort()
}

const states = (rows: { row: number; state: string }[]) =>
  rows.map(({ row, state }) => [row, state])

describe('an old ledger is finished on another day', () => {
  test('half of it is written, the rest answered after a restart and written once', async () => {
    const told = await bring(clerk, await workbookOf(tasks), { register })
    expect(told.status, JSON.stringify(told.body)).toBe(201)
    expect(told.headers.get('etag')).toBe('"1"')
    const { found, mapping, tables } = told.body
    expect(mapping).toMatchObject({ register, table: '任务', header: { first: 2, last: 2 } })
    expect(tables).toEqual([{ name: '任务', rows: 7 }])
    expect(found.counts).toMatchObject({ ready: 2, open: 2, written: 0 })
    expect(found.questions.map(({ text }: { text: string }) => text).sort()).toEqual(
      ['4月下旬', '市里'].sort(),
    )
    const first = importOf(clerk, told)
    const passed = (await clerk.ask('GET', `${imports}/${first.id}/passed`)).body.items
    expect(passed).toContainEqual({
      row: 7,
      kind: 'subtotal',
      text: expect.stringContaining('小计'),
    })
    const written = await first.write({ reason: '补录旧台账' })
    expect([written.status, written.body]).toEqual([200, { added: 2, corrected: 0, known: 0 }])
    expect(await titles()).toEqual(['展览开放信息', '档案日活动'])

    await serving.close()
    serving = serve(await start())
    clerk = await signIn()
    const list = (await clerk.ask('GET', imports)).body
    expect(list).toMatchObject([{ id: first.id, state: 'open', isOwn: true }])
    const again = importOf(clerk, await clerk.ask('GET', `${imports}/${first.id}`))
    expect(states(await again.rows())).toEqual([
      [3, 'written'],
      [4, 'written'],
      [5, 'open'],
      [6, 'open'],
    ])
    const answered = await again.change('PUT', '/answers', {
      answers: [{ field: 'setBy', text: '市里', answer: { means: 'party-committee' } }],
    })
    expect(answered.body.found.counts).toMatchObject({ ready: 1, open: 1, written: 2 })
    const mended = await again.change('PUT', '/cells', {
      cells: [{ at: 'E6', text: '2026-04-25' }],
    })
    expect(mended.body.found.counts).toMatchObject({ ready: 2, open: 0 })
    expect((await again.write({ reason: '补录' })).body).toMatchObject({ added: 2 })
    expect((await again.show()).body).toMatchObject({ state: 'done' })
    expect(await titles()).toHaveLength(4)
    const more = await again.write()
    expect([more.status, more.body.code]).toEqual([409, 'import.nothing-ready'])
    expect(await titles()).toHaveLength(4)
  })

  test('the same file once more is known row by row, its columns and kinds are remembered', async () => {
    const told = await bring(clerk, await workbookOf(tasks), { register })
    const whys = new Set(told.body.columns.map(({ why }: { why: string }) => why))
    expect([...whys]).toEqual(['remembered'])
    // What 市里 is was said of the file before; which day 4月下旬 was is asked of each anew.
    const { found, mapping } = told.body
    expect(mapping.answers).toEqual({ setBy: { 市里: { means: 'party-committee' } } })
    expect(found.counts).toMatchObject({ ready: 0, written: 3, open: 1 })
    expect(found.questions.map(({ text }: { text: string }) => text)).toEqual(['4月下旬'])
    const once = importOf(clerk, told)
    expect((await clerk.ask('DELETE', `${imports}/${once.id}`)).status).toBe(204)
    expect((await clerk.ask('GET', `${imports}/${once.id}`)).status).toBe(404)
    expect(await titles()).toHaveLength(4)
  })

  test('a row like a record is asked about: added, left out, or a correction for a reason', async () => {
    const grid = [
      tasks[1],
      ['1', '展览开放信息', '市委宣传部', '2026.1.5', '2026-01-28'],
      ['2', '全新任务', '市委宣传部', '2026.5.5', '2026-05-28'],
    ]
    const one = importOf(clerk, await bring(clerk, await workbookOf(grid), { register }))
    const [alike] = await one.rows('alike')
    expect(alike).toMatchObject({ row: 2, like: { title: { zh: '展览开放信息' } } })
    const { record, version } = alike.like
    const decided = await one.change('PUT', '/cells', {
      rows: [{ row: 2, decision: { record, version } }],
    })
    expect(decided.body.found.counts).toMatchObject({ ready: 2, alike: 0 })
    const unsaid = await one.write()
    expect([unsaid.status, unsaid.body.code]).toEqual([422, 'sheet.reason.missing'])
    const out = await one.change('PUT', '/cells', { rows: [{ row: 3, decision: 'leave-out' }] })
    expect(out.body.found.counts).toMatchObject({ ready: 1, leftOut: 1 })
    await one.change('PUT', '/cells', { rows: [{ row: 3, decision: 'take' }] })
    expect((await one.write({ reason: '时限更正' })).body).toEqual({
      added: 1,
      corrected: 1,
      known: 0,
    })
    const now = (await clerk.ask('GET', `/api/v1/records/${record}`)).body
    expect(now).toMatchObject({ version: version + 1, values: { due: '2026-01-28' } })
    expect((await one.show()).body.state).toBe('done')
  })

  test('two who change one import: the later is told, and writing twice at once writes once', async () => {
    const grid = [tasks[1], ['1', '并发任务', '市委宣传部', '2026.6.5', '2026-06-28']]
    const told = await bring(clerk, await workbookOf(grid), { register })
    const [one, two] = [importOf(clerk, told), importOf(clerk, told)]
    const both = await Promise.all([
      one.change('PUT', '/cells', { cells: [{ at: 'B2', text: '并发任务甲' }] }),
      two.change('PUT', '/cells', { cells: [{ at: 'B2', text: '并发任务乙' }] }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
    const stale = both.find(({ status }) => status === 412)
    expect(stale?.body).toMatchObject({ code: 'import.stale', hint: expect.any(String) })
    await Promise.all([one.show(), two.show()])
    const writes = await Promise.all([one.write({ reason: '补' }), two.write({ reason: '补' })])
    expect(writes.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await titles()).filter((title) => title.startsWith('并发任务'))).toHaveLength(1)
  })
})

describe('whose it is', () => {
  test('another account sees nothing; an administrator may throw it away unseen', async () => {
    const other = await invite(serving, clerk, { username: '李四', roles: ['clerk'] })
    const secret = [tasks[1], ['1', '只给本人看', '市委宣传部', '2026.7.5', '2026-07-28']]
    const own = importOf(other, await bring(other, await workbookOf(secret), { register }))
    const stranger = await invite(serving, clerk, { username: '王五', roles: ['clerk'] })
    const calls = [
      ['GET', ''],
      ['GET', '/rows'],
      ['GET', '/passed'],
      ['GET', '/mapping.yaml'],
      ['PUT', '/mapping', { register, table: '任务' }],
      ['PUT', '/answers', { answers: [{ field: 'setBy', text: '', answer: null }] }],
      ['PUT', '/cells', { cells: [] }],
      ['POST', '/write', {}],
      ['POST', '/stop'],
      ['DELETE', ''],
    ] as const
    for (const [method, path, body] of calls) {
      for (const who of method === 'DELETE' ? [stranger] : [stranger, clerk]) {
        const told = await who.ask(method, `${imports}/${own.id}${path}`, {
          ...(body === undefined ? {} : { body }),
          headers: { 'if-match': '"1"' },
        })
        expect([told.status, told.body.code], `${method} ${path}`).toEqual([404, 'import.unknown'])
      }
    }
    expect((await stranger.ask('GET', imports)).body).toEqual([])
    const seen = (await clerk.ask('GET', imports)).body
    const listed = seen.find(({ id }: { id: string }) => id === own.id)
    expect(listed).toMatchObject({ isOwn: false, fileName: '' })
    expect((await clerk.ask('DELETE', `${imports}/${own.id}`)).status).toBe(204)
    expect((await other.ask('GET', imports)).body).toEqual([])
  })

  test('another unit sees nothing, nor does an account that may not write the register', async () => {
    const grid = [tasks[1], ['1', '本单位任务', '市委宣传部', '2026.8.5', '2026-08-28']]
    const own = importOf(clerk, await bring(clerk, await workbookOf(grid), { register }))
    const made = await clerk.ask('POST', '/api/v1/organisations', {
      body: { name: '另一个单位', zone: 'Asia/Shanghai', below: false },
    })
    // The same account, in another unit.
    const elsewhere = await signIn()
    await elsewhere.ask('POST', '/api/v1/session/organisation', {
      body: { organisation: made.body.id },
    })
    const told = await elsewhere.ask('GET', `${imports}/${own.id}`)
    expect([told.status, told.body.code]).toEqual([404, 'import.unknown'])
    expect((await elsewhere.ask('GET', imports)).body).toEqual([])
    expect((await elsewhere.ask('DELETE', `${imports}/${own.id}`)).status).toBe(404)
    const reviewer = await invite(serving, clerk, { username: '复核', roles: ['reviewer'] })
    for (const query of [{ register }, {}]) {
      const refused = await bring(reviewer, await workbookOf(grid), query)
      expect([refused.status, refused.body.code]).toEqual([403, 'access.denied'])
    }
  })
})

describe('what is sent is checked', () => {
  test('a pasted paragraph is told apart from a table, and nothing of it is kept', async () => {
    const before = (await clerk.ask('GET', imports)).body.length
    const prose = new TextEncoder().encode('今天天气很好，我们学习了文件。\n大家都到了。\n')
    for (const query of [{ register }, {}]) {
      const told = await bring(clerk, prose, query)
      expect([told.status, told.body.code]).toEqual([422, 'import.no-columns'])
    }
    expect((await clerk.ask('GET', imports)).body.length).toBe(before)
  })

  test('a table of no register is taken for none, and goes where somebody says', async () => {
    const before = (await clerk.ask('GET', imports)).body.length
    const sheet = new TextEncoder().encode('日期,颜色,天气\n2025-01-02,红,晴\n2025-01-03,蓝,阴\n')
    const told = await bring(clerk, sheet, {})
    expect([told.status, told.body.code]).toEqual([422, 'import.no-register'])
    expect(told.body.detail).toContain('日期、颜色、天气')
    const unnamed = await bring(clerk, new TextEncoder().encode('苹果,香蕉\n1,2\n'), {})
    expect(unnamed.body.detail).toBe('看不出这是哪种台账：没有找到表头。')
    expect((await clerk.ask('GET', imports)).body.length).toBe(before)
    expect((await bring(clerk, sheet, { register })).status).toBe(201)
  })

  test('a register of no pack, one with a way of its own, fields and tables that are not there', async () => {
    const grid = [tasks[1], ['1', '检查任务', '市委宣传部', '2026.9.5', '2026-09-28']]
    const file = await workbookOf(grid)
    expect((await bring(clerk, file, { register: 'other-pack-register' })).body.code).toBe(
      'register.unknown',
    )
    expect((await bring(clerk, file, { register: 'membership' })).body.code).toBe(
      'register.own-way',
    )
    expect((await bring(clerk, file, { register, table: '没有' })).body.code).toBe(
      'import.table-unknown',
    )
    const one = importOf(clerk, await bring(clerk, file, { register }))
    const columns = [{ at: 1, header: '任务', use: { field: 'title' } }]
    const sent = [
      [{ register: 'other-pack-register', table: '任务' }, 'register.unknown'],
      [{ register, table: 'constructor' }, 'import.table-unknown'],
      [
        { register, table: '任务', columns: [{ ...columns[0], use: { field: 'constructor' } }] },
        'import.mapping',
      ],
      [{ register, table: '任务', columns: [columns[0], columns[0]] }, 'import.mapping'],
      [{ register, table: '任务', given: { nobody: 1 } }, 'import.mapping'],
      [{ register, table: '任务', answers: { nobody: { a: 'nothing' } } }, 'import.mapping'],
      [{ register, table: '任务', header: { first: 3, last: 1 } }, 'import.mapping'],
      [
        { register, table: '任务', columns: [{ at: -1, header: '', use: 'text' }] },
        'request.invalid',
      ],
    ] as const
    for (const [body, code] of sent) {
      const told = await one.change('PUT', '/mapping', body)
      expect(told.body.code, JSON.stringify(body)).toBe(code)
      expect(told.body.faults[0].hint).not.toBe('')
    }
    const huge = await one.change('PUT', '/cells', {
      cells: [{ at: 'B2', text: '长'.repeat(4_000_000) }],
    })
    expect([huge.status, huge.body.code]).toEqual([413, 'body.too-large'])
    const long = await one.change('PUT', '/cells', {
      cells: [{ at: 'B2', text: 'x'.repeat(20_000) }],
    })
    expect([long.status, long.body.code]).toEqual([400, 'request.invalid'])
    expect((await one.show()).body).toMatchObject({ version: 1, found: { counts: { ready: 1 } } })
  })

  test('one account has so many open and no more', async () => {
    const other = await invite(serving, clerk, { username: '多多', roles: ['clerk'] })
    const file = await workbookOf([tasks[1], ['1', '任务', '市委宣传部', '2026.9.5', '2026-09-28']])
    const told = []
    for (let nth = 0; nth < 21; nth += 1) told.push(await bring(other, file, { register }))
    expect(told.slice(0, 20).map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect([told[20]?.status, told[20]?.body.code]).toEqual([409, 'import.too-many'])
  })
})

describe('a mapping as a file', () => {
  test('what was saved is taken for the next sheet, wherever its columns stand', async () => {
    const odd = [
      ['事', '谁布置', '何时布置', '何时完成', '备忘'],
      ['甲事', '市里', '2026.9.5', '2026-09-28', '记一笔'],
    ]
    const one = importOf(clerk, await bring(clerk, await workbookOf(odd), { register }))
    const fields = ['title', 'setBy', 'setOn', 'due']
    const columns = odd[0]?.map((header, at) => {
      const field = fields[at]
      return { at, header, use: field === undefined ? 'left-out' : { field } }
    })
    await one.change('PUT', '/mapping', { register, table: '任务', columns })
    const answered = await one.change('PUT', '/answers', {
      answers: [{ field: 'setBy', text: '市里', answer: { means: 'party-committee' } }],
    })
    expect(answered.body.found.counts).toMatchObject({ ready: 1, open: 0 })
    const saved = await clerk.ask('GET', `${imports}/${one.id}/mapping.yaml`)
    expect(saved.bytes.toString()).not.toBe('')
    expect(saved.body).toContain('header: 事, field: title')

    const turned = [
      ['备忘', '何时完成', '何时布置', '谁布置', '事'],
      ['', '2026-10-28', '2026.10.5', '市里', '乙事'],
    ]
    const two = importOf(clerk, await bring(clerk, await workbookOf(turned), { register }))
    const answer = await clerk.ask('PUT', `${imports}/${two.id}/mapping.yaml`, {
      file: saved.bytes,
      headers: { 'if-match': '"1"' },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const taken = await two.show()
    expect(taken.body.found.counts).toMatchObject({ ready: 1, open: 0 })
    const wrong = await clerk.ask('PUT', `${imports}/${two.id}/mapping.yaml`, {
      file: new TextEncoder().encode('register: [a\ncolumns: &x [*x]'),
      headers: { 'if-match': `"${taken.body.version}"` },
    })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'import.mapping-file'])
  })
})

test('rows that break a duty are listed with what they lack, and written all the same', async () => {
  await takeUp(clerk, 'first-agenda-item')
  const meetings = [
    ['会议类型', '召开日期', '主持人', '参会人员', '议题'],
    ['书记办公会', todayThere(), '张三', '张三', '研究年度工作'],
    ['党支部委员会会议', todayThere(), '张三', '张三', '研究发展党员'],
  ]
  const told = await bring(clerk, await workbookOf(meetings), { register: 'meeting' })
  const one = importOf(clerk, told)
  const against = [
    {
      duty: 'first-agenda-item',
      lacking: {
        fields: ['agenda', 'agenda.themes'],
        asked: { zh: '首项议题的主题为第一议题', en: expect.any(String) },
      },
      rows: [2],
      count: 1,
    },
  ]
  expect(told.body.found.against, JSON.stringify(told.body.found)).toEqual(against)
  expect((await one.write({ reason: '由旧台账导入' })).body.added).toBeGreaterThan(0)
  expect((await one.show()).body.found.against).toEqual(against)
})

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
