import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { formulaWorkbook } from './formula-workbook.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let clerk: Browser
let reviewer: Browser
let person: string
const api = '/api/v1'
const MiB = 1024 * 1024

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  reviewer = await invite(serving, clerk, { username: 'fuhe', roles: ['reviewer'] })
  for (const heldOn of ['2026-01-12', '2026-02-09', '2026-03-16']) {
    const values = {
      kind: 'secretary-meeting',
      heldOn,
      chair: person,
      present: [person],
      agenda: [{ topic: '研究全面从严治党工作', themes: ['governance'] }],
    }
    const body = { values, reason: '补录' }
    const made = await clerk.ask('POST', `${api}/registers/meeting/records`, { body })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  }
})

afterAll(async () => {
  await serving.close()
})

function sheetOf(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const [header = [], ...body] = rows
  return writeWorkbook({ name: '文件', header, rows: body })
}

const send = (browser: Browser, path: string, file: Uint8Array) =>
  browser.ask('POST', `${api}${path}`, { file })

const textOf = (table: SheetTable) => table.rows.map((row) => row.map((cell) => cell.text))

describe('a report goes out as a file and comes back', () => {
  test('as Word with its claims, which all hold when it is read again', async () => {
    const file = await clerk.ask('GET', `${api}/reports/annual-report/file?year=2026`)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toMatch(/wordprocessingml/)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    const disposition = file.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename="annual-report-2026\.docx"; /)
    const name = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? ''
    expect(decodeURIComponent(name)).toMatch(/海棠市档案馆.*\.docx$/)

    const read = await send(clerk, '/reading/file?year=2026', file.bytes)
    expect(read.status).toBe(200)
    expect(read.body).toMatchObject({ marked: true, year: 2026, holds: true })
    expect(read.body.summary.changed).toBe(0)
    const [claim] = read.body.claims.filter(
      (one: { figure: string | null }) => one.figure === 'governance-study',
    )
    expect(claim).toMatchObject({ state: 'supported', ledger: 3 })
    expect(claim.records).toHaveLength(3)
    expect(read.body.text.slice(claim.start, claim.end)).toBe(claim.text)
  })

  test('with a red head, as a page that is never shown in place, and as text', async () => {
    const address = `${api}/reports/annual-report/file?year=2026`
    const head = await clerk.ask('GET', `${address}&redHead=true`)
    const plain = await clerk.ask('GET', address)
    expect(head.bytes.length).toBeGreaterThan(plain.bytes.length)
    const html = await clerk.ask('GET', `${address}&format=html`)
    expect(html.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await clerk.ask('GET', `${address}&format=txt`)
    const read = await send(clerk, '/reading/file?year=2026', text.bytes)
    expect(read.body).toMatchObject({ marked: false, year: 2026 })
    expect(read.body.outline.length).toBeGreaterThan(3)
  })

  test('a line in the trail says who took it', async () => {
    const auditor = await invite(serving, clerk, { username: 'shenji', roles: ['auditor'] })
    const { items } = (await auditor.ask('GET', `${api}/trail?limit=50`)).body
    const lines = items.filter((one: { act: string }) => one.act === 'export')
    expect(lines[0]).toMatchObject({
      subject: 'annual-report',
      outcome: 'done',
    })
  })

  test('unknown reports and formats are refused', async () => {
    const unknown = await clerk.ask('GET', `${api}/reports/nothing/file?year=2026`)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'report.unknown'])
    const exe = await clerk.ask('GET', `${api}/reports/annual-report/file?year=2026&format=exe`)
    expect([exe.status, exe.body.code]).toEqual([400, 'request.invalid'])
  })
})

describe('bad files are refused with what to do', () => {
  const doc = Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array(600).fill(0),
  ])
  const binary = Uint8Array.from({ length: 4000 }, (_, at) => (at * 7) % 256)
  const cases: [string, Uint8Array, number, string][] = [
    ['empty', new Uint8Array(), 422, 'file.empty'],
    ['binary', binary, 422, 'file.binary'],
    ['a picture', new TextEncoder().encode('GIF89a'), 422, 'file.picture'],
    ['an old .doc', doc, 422, 'file.old-word'],
    ['21 MiB', new Uint8Array(21 * MiB), 413, 'file.too-large'],
    ['a very long text', new TextEncoder().encode('次'.repeat(400_000)), 422, 'file.too-long'],
  ]

  test.each(cases)('%s on the reading page', async (_, file, status, code) => {
    const told = await send(clerk, '/reading/file?year=2026', file)
    expect([told.status, told.body.code]).toEqual([status, code])
    expect(told.body.hint).not.toBe('')
  })

  test.each(cases.slice(0, 5))('%s as a sheet', async (_, file, status, code) => {
    const told = await send(clerk, '/registers/document/import', file)
    // What is no text and no Word file is no sheet either, and says so.
    const expected = code === 'file.binary' ? 'file.no-sheet' : code
    expect([told.status, told.body.code]).toEqual([status, expected])
  })

  // The rest is read past and thrown away, so that the answer arrives; but not without end.
  test('a length that lies is found out, and what is read past has an end', async () => {
    const parts = new ReadableStream<Uint8Array>({
      start: () => {},
      pull: (controller) => {
        sent += MiB
        controller.enqueue(new Uint8Array(MiB))
      },
    })
    let sent = 0
    const told = await clerk.ask('POST', `${api}/reading/file`, {
      file: parts,
      headers: { 'content-length': '10' },
    })
    expect([told.status, told.body.code]).toEqual([413, 'file.too-large'])
    expect(sent).toBeLessThan(68 * MiB)
  })

  test('bytes under another type are not read', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const file = new Uint8Array(10)
    const told = await clerk.ask('POST', `${api}/reading/file`, { file, headers })
    expect([told.status, told.body.code]).toEqual([415, 'body.type'])
  })

  test('a formula is named with its cell', async () => {
    const labels = ['发文字号', '标题', '文种', '行文方向', '成文日期']
    const told = await send(clerk, '/registers/document/import', await formulaWorkbook(labels))
    expect(told.status).toBe(422)
    expect(told.body.faults[0]).toMatchObject({ code: 'sheet.cell.formula', at: ['A2'] })
  })
})

describe('a sheet comes in', () => {
  test('dry, with every wrong cell; corrected, it is written once', async () => {
    const list = `${api}/registers/meeting/export?from=2026-01-01&to=2026-12-31`
    const out = await readSheet((await clerk.ask('GET', list)).bytes)
    const wrong = textOf(out).map((row, at) =>
      row.map((text) => (at === 2 ? text.replace(/^2026-.*/, '去年秋天') : text)),
    )
    const dry = '/registers/meeting/import?dryRun=true'
    const refused = await send(clerk, dry, await sheetOf(wrong))
    expect(refused.status).toBe(422)
    expect(refused.body.faults[0].at[0]).toMatch(/^[A-Z]3$/)

    // Without their keys the rows are new meetings of another year.
    const moved = textOf(out).map((row) =>
      row.slice(0, -2).map((text) => text.replace(/^2026-/, '2025-')),
    )
    const sheet = await sheetOf(moved)
    expect((await send(clerk, dry, sheet)).body).toMatchObject({ rows: 3, added: 0, known: 0 })
    const reason = encodeURIComponent('由表格补录')
    const path = `/registers/meeting/import?reason=${reason}`
    expect((await send(clerk, path, sheet)).body).toMatchObject({ added: 3, late: 3, known: 0 })
    expect((await send(clerk, path, sheet)).body).toMatchObject({ added: 0, known: 3 })
    expect((await send(clerk, dry, sheet)).body).toMatchObject({ added: 0, known: 3 })
    const page = await clerk.ask(
      'GET',
      `${api}/registers/meeting/records?from=2025-01-01&to=2025-12-31`,
    )
    expect(page.body.items).toHaveLength(3)
    expect(page.body.items[0].lateReason).toBe('由表格补录')
  })

  test('the sheet of another register is told apart by its columns', async () => {
    const out = await clerk.ask('GET', `${api}/registers/meeting/export`)
    const told = await send(clerk, '/registers/problem/import?dryRun=true', out.bytes)
    expect(told.body.code).toBe('sheet.column.unknown')
  })

  test('nobody without the right to record imports, or learns of a hidden register', async () => {
    const sheet = await sheetOf([['召开日期']])
    const told = await send(reviewer, '/registers/meeting/import', sheet)
    expect([told.status, told.body.code]).toEqual([403, 'access.denied'])
    const hidden = await send(clerk, '/registers/leak-incident/import', sheet)
    expect([hidden.status, hidden.body.code]).toEqual([404, 'register.unknown'])
    const out = await clerk.ask('GET', `${api}/registers/leak-incident/export`)
    expect(out.status).toBe(404)
    const stranger = await send(serving.browser(), '/registers/meeting/import', sheet)
    expect(stranger.status).toBe(401)
  })
})

test('a list goes out as it is shown: filter, order, columns, both kinds, one trail line', async () => {
  const list = `${api}/registers/meeting/export?from=2026-02-01&to=2026-12-31&sort=-heldOn`
  const file = await clerk.ask('GET', `${list}&columns=heldOn,kind&where.chair=${person}`)
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('会议')
  const table = textOf(await readSheet(file.bytes))
  // Two columns that were asked for, and two that say which record a row is.
  expect(table.map((row) => row.length)).toEqual([4, 4, 4])
  expect(table.flat().filter((text) => text.startsWith('2026'))).toEqual([
    '2026-03-16',
    '2026-02-09',
  ])
  const csv = await clerk.ask('GET', `${list}&format=csv&lang=en`)
  expect(csv.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(new TextDecoder().decode(csv.bytes)).toContain('Held on')
  const wrong = await clerk.ask('GET', `${list}&columns=heldOn;drop`)
  expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid'])
})

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
