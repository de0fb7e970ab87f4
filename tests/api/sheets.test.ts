import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { Browser, Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

let serving: Serving
let clerk: Browser
const api = '/api/v1'
const tasks = `${api}/registers/publicity-task`
const count = 6

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk } = await setUp(serving))
  for (let nth = 1; nth <= count; nth++) {
    const values = {
      title: `宣传任务${nth}：展览开放信息`,
      setBy: 'party-committee',
      setOn: `2026-0${nth}-05`,
      due: `2026-0${nth}-25`,
    }
    const made = await clerk.ask('POST', `${tasks}/records`, { body: { values, reason: '补' } })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  }
})

afterAll(() => serving.close())

type Grid = string[][]

async function exported(lang = 'zh'): Promise<Grid> {
  const file = await clerk.ask('GET', `${tasks}/export?lang=${lang}&sort=setOn`)
  return (await readSheet(file.bytes)).rows.map((row) => row.map(({ text }) => text))
}

async function bring(grid: Grid, query: Record<string, string> = {}) {
  const [header = [], ...rows] = grid
  const file = await writeWorkbook({ name: '任务', header, rows })
  return clerk.ask('POST', `${tasks}/import?${new URLSearchParams(query)}`, { file })
}

async function records(): Promise<{ id: string; version: number; values: { result?: string } }[]> {
  return (await clerk.ask('GET', `${tasks}/records?limit=200&columns=*`)).body.items
}

function set(grid: Grid, row: number, label: string, text: string): Grid {
  const column = grid[0]?.indexOf(label) ?? -1
  if (column < 0) throw new Error(`no column ${label}`)
  return grid.map((cells, at) =>
    at === row ? cells.map((one, nth) => (nth === column ? text : one)) : cells,
  )
}

const bare = (grid: Grid): Grid => grid.map((cells) => cells.slice(0, -2))
const codes = (body: { faults: { code: string; at: string[] }[] }) =>
  body.faults.map(({ code, at }) => `${code} ${at[0]}`)

describe('a sheet that went out comes back', () => {
  test('unchanged it changes nothing; one cell changed is one correction, for a reason', async () => {
    for (const lang of ['zh', 'en']) {
      const told = await bring(await exported(lang))
      expect(told.body).toMatchObject({ rows: count, added: 0, corrected: 0, unchanged: count })
    }
    const changed = set(await exported(), 2, '完成情况', '已发稿三篇')
    const dry = await bring(changed, { dryRun: 'true' })
    expect(dry.body).toMatchObject({ fresh: 0, corrected: 1, unchanged: count - 1, alike: [] })
    expect(dry.body.corrections[0]).toMatchObject({
      row: 3,
      changes: [
        { field: { zh: '完成情况' }, before: { zh: '（空）' }, after: { zh: '已发稿三篇' } },
      ],
    })
    const unsaid = await bring(changed)
    expect([unsaid.status, unsaid.body.code]).toEqual([422, 'sheet.reason.missing'])
    const done = await bring(changed, { reason: '补登完成情况' })
    expect(done.body).toMatchObject({ added: 0, corrected: 1 })
    const now = await records()
    expect(now).toHaveLength(count)
    expect(now.filter(({ version }) => version === 2)).toHaveLength(1)
    // The same file once more says what the ledger says by now.
    expect((await bring(changed)).body).toMatchObject({ corrected: 0, unchanged: count })
  })

  test('what another has corrected meanwhile is named with both values, never overwritten', async () => {
    const sheet = await exported()
    const { id, values, version } = (await records()).at(-1) ?? { id: '', values: {}, version: 0 }
    const put = await clerk.ask('PUT', `${api}/records/${id}`, {
      body: { values: { ...values, result: '同事写的' }, reason: '更正' },
      headers: { 'if-match': `"${version}"` },
    })
    expect(put.status).toBe(200)
    const row = sheet.findIndex((cells) => cells.includes(id))
    const other = await bring(set(sheet, row, '完成情况', '我写的'), { reason: '更正' })
    expect(codes(other.body)).toEqual([expect.stringMatching(/^sheet\.row\.changed-meanwhile /)])
    expect(other.body.faults[0].text).toMatch(/“我写的”.*“同事写的”/)
    expect((await records()).find((one) => one.id === id)?.values.result).toBe('同事写的')
    // Asked first, it is told with all three, and decided cell by cell on what stands now.
    const mine = set(sheet, row, '完成情况', '我写的')
    const asked = await bring(mine, { dryRun: 'true' })
    const [conflict] = asked.body.conflicts
    expect(conflict).toMatchObject({
      record: id,
      version: version + 1,
      field: { zh: '完成情况' },
      theirs: { zh: '同事写的' },
      mine: { zh: '我写的' },
    })
    const keep = (whose: string, seen: number) => ({ [`cell.${conflict.at}`]: `${whose}:${seen}` })
    const late = await bring(mine, { reason: '更正', ...keep('mine', version) })
    expect(codes(late.body)).toEqual([expect.stringMatching(/^sheet\.row\.changed-meanwhile /)])
    const left = await bring(mine, { reason: '更正', ...keep('theirs', version + 1) })
    expect(left.body).toMatchObject({ corrected: 0, conflicts: [] })
    const won = await bring(mine, { reason: '更正', ...keep('mine', version + 1) })
    expect(won.body).toMatchObject({ corrected: 1, conflicts: [] })
    expect((await records()).find((one) => one.id === id)).toMatchObject({
      version: version + 2,
      values: { result: '我写的' },
    })
    // An older sheet in which nothing was changed overwrites nothing and is no fault.
    expect((await bring(sheet)).body).toMatchObject({ corrected: 0, unchanged: count })
  })

  test.each([
    ['a mangled id', -2, '12ab', 'sheet.key.id-form'],
    ['an id of nobody', -2, '0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11', 'sheet.key.unknown'],
    ['an id that is gone', -2, '', 'sheet.key.no-id'],
    ['a version that is gone', -1, '', 'sheet.key.version-form'],
    ['a version that never was', -1, '99', 'sheet.key.version-ahead'],
  ])('%s is a fault at its row', async (_, column, text, code) => {
    const sheet = await exported()
    const label = sheet[0]?.at(column) ?? ''
    const told = await bring(set(sheet, 3, label, text), { dryRun: 'true' })
    expect(told.status).toBe(422)
    expect(codes(told.body)).toEqual([expect.stringMatching(`^${code} [A-Z]+4$`)])
  })

  test('a row twice is a fault; a row that is gone voids nothing', async () => {
    const sheet = await exported()
    const twice = await bring([...sheet, sheet[1] ?? []], { dryRun: 'true' })
    expect(codes(twice.body)).toEqual([expect.stringMatching(/^sheet\.key\.twice /)])
    expect((await bring(sheet.slice(0, 3))).body).toMatchObject({ rows: 2, unchanged: 2 })
    expect(await records()).toHaveLength(count)
  })

  test('a void record is named and stays void', async () => {
    const sheet = await exported()
    const { id, version } = (await records())[0] ?? { id: '', version: 0 }
    await clerk.ask('POST', `${api}/records/${id}/void`, {
      body: { reason: '重复' },
      headers: { 'if-match': `"${version}"` },
    })
    const same = await bring(sheet, { dryRun: 'true' })
    expect(same.body.notes.map((one: { text: { zh: string } }) => one.text.zh)).toEqual([
      expect.stringContaining('已经作废'),
    ])
    const row = sheet.findIndex((cells) => cells.includes(id))
    const changed = await bring(set(sheet, row, '完成情况', '复活'), { reason: '更正' })
    expect(codes(changed.body)).toEqual([expect.stringMatching(/^sheet\.row\.void /)])
    expect(await records()).toHaveLength(count - 1)
  })
})

describe('rows without an id', () => {
  test.each([
    ['result', '完成情况', '改过'],
    ['title', '任务', '宣传任务3：展览开放的信息'],
    ['day', '布置日期', '2026年3月9日'],
  ])('one whose %s was changed is asked about and never added', async (_, label, text) => {
    const sheet = bare(await exported())
    const row = sheet.findIndex((cells) => cells[0]?.startsWith('宣传任务3'))
    const grid = [sheet[0] ?? [], set(sheet, row, label, text)[row] ?? []]
    const before = (await records()).length
    const refused = await bring(grid)
    expect(codes(refused.body)).toEqual(['sheet.row.alike A2'])
    const { alike } = (await bring(grid, { dryRun: 'true' })).body
    expect(alike).toHaveLength(1)
    expect((await bring(grid, { alike: 'skip' })).body).toMatchObject({ added: 0, skipped: 1 })
    expect(await records()).toHaveLength(before)
  })

  test('it is that record, or really another, as somebody says', async () => {
    const sheet = bare(await exported())
    const row = sheet.findIndex((cells) => cells[0]?.startsWith('宣传任务4'))
    const grid = [sheet[0] ?? [], set(sheet, row, '完成情况', '两篇')[row] ?? []]
    const before = (await records()).length
    const [asked] = (await bring(grid, { dryRun: 'true' })).body.alike
    const same = `${asked.like.record}:${asked.like.version}`
    const told = await bring(grid, { 'row.2': same, reason: '补登' })
    expect(told.body).toMatchObject({ added: 0, corrected: 1 })
    const other = [grid[0] ?? [], set(grid, 1, '完成情况', '另一件')[1] ?? []]
    expect((await bring(other, { alike: 'add', reason: '补' })).body).toMatchObject({ added: 1 })
    expect((await bring(other, { alike: 'add', reason: '补' })).body).toMatchObject({ known: 1 })
    expect(await records()).toHaveLength(before + 1)
  })
})

test('a meeting held every week is asked about only where one of its days stands twice', async () => {
  const person = { name: '陈敏', since: '2026-01-01' }
  await clerk.ask('POST', `${api}/registers/person/records`, { body: { values: person } })
  const held = (day: string) => ['局务会', day, '会议室', '陈敏', '陈敏', '研究年度计划']
  const header = ['会议类型', '召开日期', '地点', '主持人', '出席', '议题']
  const dryRun = async (days: readonly string[]) => {
    const file = await writeWorkbook({ name: '会议', header, rows: days.map(held) })
    const path = `${api}/registers/meeting/import?dryRun=true`
    return (await clerk.ask('POST', path, { file })).body
  }
  const weekly = ['2026-01-05', '2026-01-12', '2026-01-19']
  expect(await dryRun(weekly)).toMatchObject({ rows: 3, fresh: 3, alike: [] })
  const { alike } = await dryRun([...weekly, '2026-01-12'])
  expect(alike).toMatchObject([{ row: 5, like: { row: 3 } }])
})

test('people of one name are asked about before anything is written, and told apart', async () => {
  const people = `${api}/registers/person`
  const add = (name: string, more = {}) =>
    clerk.ask('POST', `${people}/records`, {
      body: { values: { name, since: '2026-01-01' }, ...more },
    })
  const first = await add('李秀英')
  expect(first.status).toBe(201)
  const again = await add('李 秀　英')
  expect([again.status, again.body.code]).toEqual([422, 'person.same-name'])
  expect((await add('张  丽')).body.record.values.name).toBe('张丽')
  const file = await writeWorkbook({
    name: '人员',
    header: ['姓名', '列入名单日期'],
    rows: [
      ['李秀英', '2026-02-01'],
      ['王 芳', '2026-02-01'],
      ['王\u00a0芳', '2026-03-01'],
    ],
  })
  const refused = await clerk.ask('POST', `${people}/import`, { file })
  expect(codes(refused.body)).toEqual(['sheet.row.alike A2', 'sheet.row.alike A4'])
  const account = { username: 'lixy', roles: ['clerk'], newPerson: '李秀 英' }
  const invited = await clerk.ask('POST', `${api}/accounts`, { body: account })
  expect(invited.body.code).toBe('person.same-name')

  const other = await add('李秀英', { another: true })
  expect(other.status).toBe(201)
  const { people: listed } = (await clerk.ask('GET', `${api}/roster`)).body
  const names = listed.map((one: { name: string }) => one.name)
  const ours = names.filter((name: string) => name.startsWith('李秀英'))
  expect(new Set(ours).size).toBe(2)
  const meetings = await writeWorkbook({
    name: '会议',
    header: ['会议类型', '召开日期', '主持人', '出席', '议题'],
    rows: [['书记办公会', '2026-01-12', '张  丽', `张\u3000丽、${ours[0]}`, '学习']],
  })
  const path = `${api}/registers/meeting/import?dryRun=true`
  expect((await clerk.ask('POST', path, { file: meetings })).body).toMatchObject({ fresh: 1 })
}, 60_000)

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
