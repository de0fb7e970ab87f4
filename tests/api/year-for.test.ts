import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { recipientOf } from '../../src/app/matters/recipient.ts'
import { whatWaits } from '../../src/app/matters/what-waits.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import type { YearBook } from '../../src/app/year/year-book.ts'
import type { Browser, Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

const api = '/api/v1'
const duty = 'democratic-life-yearly'
const figure = 'democratic-life-meetings'
const agenda = [{ topic: '领导班子对照检查', themes: ['governance'] }]

let serving: Serving
let clerk: Browser
let person: string
let session: Session
let now = Date.parse('2026-01-20T02:00:00Z')

beforeAll(async () => {
  serving = await serveTest({ clock: { now: () => now } })
  ;({ browser: clerk, person } = await setUp(serving))
  const { ports } = serving.opened
  const [org] = await ports.organisations.all()
  if (!org) throw new Error('no unit was set up')
  const actor = { id: 'cli:test', person, roles: ['clerk', 'first-responsible'] }
  session = { org, actor, pack: ports.packs.current }
  const values = { duty, year: '2025', person, setOn: '2025-01-06' }
  await made('assignment', values)
})

afterAll(() => serving?.close())

async function made(register: string, values: object) {
  const told = await clerk.ask('POST', `${api}/registers/${register}/records`, {
    body: { values, reason: '补录' },
  })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  return told.body.record as { id: string; version: number; values: { forYear?: number } }
}

async function meeting(heldOn: string, more: object = {}) {
  const values = { kind: 'democratic-life', heldOn, chair: person, present: [person], agenda }
  return made('meeting', { ...values, ...more })
}

async function corrected(id: string, change: object): Promise<void> {
  const stands = await clerk.ask('GET', `${api}/records/${id}`)
  const told = await clerk.ask('PUT', `${api}/records/${id}`, {
    headers: { 'if-match': `"${stands.body.version}"` },
    body: { values: { ...stands.body.values, ...change }, reason: '核对' },
  })
  expect(told.status, JSON.stringify(told.body)).toBe(200)
}

/** The book of a year, which must say the same whether it followed the log or read it anew. */
async function book(year: number): Promise<YearBook> {
  const { ports } = serving.opened
  const followed = await ports.yearBooks.of(session, year)
  const fresh = await keepYearBooks(ports).of(session, year)
  expect(followed.figures()).toEqual(fresh.figures())
  expect(followed.standings()).toEqual(fresh.standings())
  return followed
}

async function counted(): Promise<readonly unknown[]> {
  const books = await Promise.all([2024, 2025, 2026].map(book))
  return books.map((one) => one.figure(figure)?.value)
}

async function waiting(day: string): Promise<number> {
  const before = now
  now = Date.parse(`${day}T02:00:00Z`)
  const ports = { ...serving.opened.ports, yearBooks: keepYearBooks(serving.opened.ports) }
  const recipient = recipientOf(ports, session)
  if (!recipient) throw new Error('nobody waits')
  const count = (await whatWaits(recipient)).length
  now = before
  return count
}

test('in January last year still has an open window: on Mine, in the calendar, in reminders', async () => {
  const year = await clerk.ask('GET', `${api}/years/2025`)
  const find = ({ duty: one }: { duty: string }) => one === duty
  expect(year.body.standings.find(find)).toMatchObject({ state: 'onTrack' })
  const mine = await clerk.ask('GET', `${api}/mine?year=2026`)
  expect(mine.body.left).toMatchObject([
    { duty, as: 'owner', year: 2025, period: '2025', due: '2026-02-28', state: 'onTrack' },
  ])
  expect((await clerk.ask('GET', `${api}/mine?year=2025`)).body.left).toEqual([])
  const calendar = await clerk.ask('GET', `${api}/calendar?from=2026-02-01&to=2026-02-28`)
  const due = calendar.body.items.filter(find)
  expect(due).toMatchObject([{ kind: 'due', on: '2026-02-28', period: '2025', mine: true }])
  const early = await waiting('2026-01-20')
  expect(await waiting('2026-02-27')).toBe(early + 1)
  expect(await waiting('2026-03-02')).toBe(early + 1)
})

test('a meeting of January counts for the year before, until somebody says otherwise', async () => {
  expect(await counted()).toEqual([0, 0, 0])
  const { id, values } = await meeting('2026-01-15')
  expect(values.forYear).toBe(2025)
  expect(await counted()).toEqual([0, 1, 0])
  const standing = (await book(2025)).standing(duty)
  expect(standing).toMatchObject({ state: 'met', records: [id] })
  expect((await clerk.ask('GET', `${api}/mine?year=2026`)).body.left).toEqual([])
  const uses = await clerk.ask('GET', `${api}/records/${id}/uses`)
  expect(uses.body.duties).toContainEqual({ duty, period: '2025' })
  expect(uses.body.figures).toContain(figure)
  // It stands on its day in the calendar, once.
  const calendar = await clerk.ask('GET', `${api}/calendar?from=2026-01-01&to=2026-01-31`)
  const held = calendar.body.items.filter(({ record }: { record: string }) => record === id)
  expect(held).toMatchObject([{ kind: 'held', on: '2026-01-15' }])
  // On the page of the year it stands in the last month that the page has.
  const year = await clerk.ask('GET', `${api}/years/2025`)
  const marks = year.body.marks.find((one: { duty: string }) => one.duty === duty)
  expect(marks.months).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])

  await corrected(id, { forYear: 2026 })
  expect(await counted()).toEqual([0, 0, 1])
  expect((await book(2025)).standing(duty)).toMatchObject({ state: 'onTrack', records: [] })
  // Taken out again, the year is that of the day: a correction is not guessed at.
  await corrected(id, { forYear: null })
  expect(await counted()).toEqual([0, 0, 1])
  await corrected(id, { heldOn: '2024-01-15', forYear: 2023 })
  expect(await counted()).toEqual([0, 0, 0])
  await corrected(id, { heldOn: '2024-12-31', forYear: 2025 })
  expect(await counted()).toEqual([0, 1, 0])
  await clerk.ask('POST', `${api}/records/${id}/void`, {
    headers: { 'if-match': '"5"' },
    body: { reason: '重复' },
  })
  expect(await counted()).toEqual([0, 0, 0])
})

test('another kind of meeting, and one that says a year too far, are told apart', async () => {
  const other = await meeting('2026-01-16', { kind: 'analysis-meeting' })
  expect(other.values).not.toHaveProperty('forYear')
  const values = { kind: 'democratic-life', heldOn: '2026-01-16', chair: person, forYear: 2023 }
  const far = await clerk.ask('POST', `${api}/registers/meeting/records`, {
    body: { values: { ...values, present: [person], agenda } },
  })
  expect(far.status).toBe(422)
  expect(far.body.faults).toMatchObject([{ code: 'record.year.far', at: ['values', 'forYear'] }])
})

test('the report on a year is owed by the end of January, and one about another year is not it', async () => {
  const report = { kind: 'annual-governance', title: '关于年度情况的报告', to: 'party-committee' }
  const standing = async () => (await book(2026)).standing('annual-report-sent')
  expect(await standing()).toMatchObject({ state: 'atRisk' })
  await made('dispatch', { ...report, sentOn: '2026-01-19', forYear: 2026 })
  expect(await standing()).toMatchObject({ state: 'atRisk', records: [] })
  const { id, values } = await made('dispatch', { ...report, sentOn: '2026-01-19' })
  expect(values.forYear).toBe(2025)
  expect(await standing()).toMatchObject({ state: 'met', records: [id] })
  expect((await book(2025)).figure('annual-reports-sent')).toMatchObject({
    value: 1,
    records: [id],
  })
})

test('a sheet carries it both ways, and a list is filtered by it', async () => {
  await meeting('2026-01-12')
  const listed = async (year: number) =>
    (await clerk.ask('GET', `${api}/registers/meeting/records?where.forYear=${year}`)).body.items
      .length
  expect([await listed(2025), await listed(2026)]).toEqual([1, 0])
  const file = await clerk.ask('GET', `${api}/registers/meeting/export?lang=zh&where.forYear=2025`)
  const [header = [], row = []] = (await readSheet(file.bytes)).rows.map((cells) =>
    cells.map(({ text }) => text),
  )
  const column = header.indexOf('所属年度')
  expect(row[column]).toBe('2025')
  const day = header.indexOf('召开日期')
  const fresh = (heldOn: string, year: string) =>
    row.slice(0, -2).map((cell, nth) => (nth === column ? year : nth === day ? heldOn : cell))
  const rows = [fresh('2025-02-10', ''), fresh('2025-11-14', '2026年度')]
  const sheet = await writeWorkbook({ name: '会议', header: header.slice(0, -2), rows })
  const told = await clerk.ask('POST', `${api}/registers/meeting/import?reason=补录`, {
    file: sheet,
  })
  expect(told.body, JSON.stringify(told.body)).toMatchObject({ added: 2 })
  expect([await listed(2024), await listed(2025), await listed(2026)]).toEqual([1, 1, 1])
})
