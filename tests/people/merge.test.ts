import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { recordEntry } from '../../src/app/records/write-record.ts'
import { allDays } from '../../src/app/roster/keep-rosters.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import { YearBook } from '../../src/app/year/year-book.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'
import { bookOver } from '../pack/book-over.ts'
import { seed } from '../seed.ts'

const year = 2026
const clock = { now: () => Date.UTC(year, 8, 20, 4) }

let serving: Serving
let administrator: Browser
let session: Session
const people: Record<string, string> = {}
const id = (name: string) => people[name] ?? ''

beforeAll(async () => {
  serving = await serveTest({ clock })
  const made = await setUp(serving)
  administrator = made.browser
  people['张三'] = made.person
  const { ports } = serving.opened
  const [org] = await ports.store.organisations()
  if (!org) throw new Error('there is no unit')
  const actor = {
    id: made.person,
    person: made.person,
    roles: ['administrator', 'clerk', 'leader'],
  }
  session = { org, actor, pack: ports.packs.current }
  const office = await write('office', { name: '办公室', kind: 'department', since: '2020-01-01' })
  for (const name of ['陈敏', '李四', '王五']) await person(name, office)
  await person('陈闽')
  for (const [on, values] of sample()) await write(...on, values)
})

afterAll(() => serving?.close())

async function write(register: string, values: object): Promise<string> {
  const request = { register, values, reason: null, idempotency: null, isAnother: true }
  const { record } = await recordEntry(serving.opened.ports, session, request)
  if (!record) throw new Error('nothing was recorded')
  return record.id
}

async function person(name: string, office?: string): Promise<void> {
  people[name] = await write('person', { name, since: '2020-01-01' })
  if (office === undefined) return
  const post = { person: id(name), office, title: '副主任', role: 'leader', from: '2020-01-01' }
  await write('post', post)
}

/** Meetings, lectures and trainings of two years; nowhere do both stand in one list. */
function sample(): readonly (readonly [readonly [string], object])[] {
  const day = fc
    .tuple(
      fc.constantFrom(year - 1, year),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'))
  const twice = fc.constantFrom('陈敏', '陈闽')
  const others = fc.subarray(['张三', '李四', '王五'], { minLength: 1 })
  const present = fc.tuple(twice, others).map((names) => names.flat().map(id))
  const meeting = fc.record({
    kind: fc.constantFrom('secretary-meeting', 'party-group', 'organ-committee'),
    heldOn: day,
    present,
    length: fc.integer({ min: 30, max: 90 }),
    agenda: fc.constant([{ topic: '学习文件' }]),
  })
  const lecture = fc.record({
    kind: fc.constant('party-lecture'),
    givenOn: day,
    topic: fc.constant('党课'),
    lecturer: fc.constantFrom('陈闽', '李四').map(id),
    audience: fc.constant(20),
  })
  const training = fc.record({
    kind: fc.constant('members'),
    title: fc.constant('集中培训'),
    startedOn: day,
    hours: fc.integer({ min: 4, max: 20 }),
    present,
  })
  const some = <T>(of: fc.Arbitrary<T>) => fc.sample(of, { numRuns: 12, seed })
  return [
    ...some(meeting).map((one) => [['meeting'], { ...one, chair: one.present[0] }] as const),
    ...some(lecture).map((one) => [['lecture'], one] as const),
    ...some(training).map((one) => [['training'], one] as const),
  ]
}

async function bookOf(of: number): Promise<YearBook> {
  return keepYearBooks(serving.opened.ports).of(session, of)
}

/** All that a year computes, without the position that it holds at. */
const counted = (book: YearBook) => ({
  figures: book.figures().map((one) => ({ ...one, asOf: null })),
  standings: book.standings(),
})

const lecturesByEach = (year: ReturnType<typeof counted>) =>
  year.standings.find(({ duty }) => duty === 'lecture-by-secretary')

/** The year as if everybody had written the one id from the beginning, and the other were nobody. */
async function asIfOne(of: number): Promise<YearBook> {
  const [from, to] = [id('陈闽'), id('陈敏')]
  const { ports } = serving.opened
  return ports.store.read(session.org.id, async (reader) => {
    const registers = [...session.pack.registers.keys()]
    const written = await reader.asWritten.recordsOf(registers, allDays)
    const rewritten = written
      .filter((one) => one.id !== from && one.register !== core.merge.id)
      .map((one) => JSON.parse(JSON.stringify(one).replaceAll(from, to)) as LedgerRecord)
    const asOf = await reader.position()
    const { isWorkday } = ports.calendar
    return bookOver(session, rewritten, { year: of, today: `${year}-09-20`, asOf, isWorkday })
  })
}

const merge = (body: object, one = '陈闽') =>
  administrator.ask('POST', `/api/v1/people/${id(one)}/merge`, {
    body: { into: id('陈敏'), reason: '同音字，重复登记', ...body },
  })

const list = async (path: string) => (await administrator.ask('GET', `/api/v1${path}`)).body

test('a merge is refused where it would be wrong, each time with what to do', async () => {
  const clerk = await invite(serving, administrator, { username: '小赵', roles: ['clerk'] })
  const told = await clerk.ask('POST', `/api/v1/people/${id('陈闽')}/merge`, {
    body: { into: id('陈敏'), reason: '重复' },
  })
  expect(told.status).toBe(403)
  expect((await merge({ into: id('陈闽') })).body.code).toBe('merge.person')
  expect((await merge({}, '张三')).body.code).toBe('merge.account')
  expect((await merge({ from: `${year}-09-21` })).body.code).toBe('merge.from')
  const both = await write('training', {
    kind: 'members',
    title: '两人都在',
    startedOn: `${year}-03-01`,
    hours: 4,
    present: [id('陈敏'), id('陈闽')],
  })
  const refused = await merge({})
  expect([refused.status, refused.body.code]).toEqual([422, 'merge.both'])
  expect(refused.body.detail).toContain('两人都在')
  const preview = await list(`/people/${id('陈闽')}/merge?into=${id('陈敏')}`)
  expect(preview.both).toMatchObject([{ record: both, year, title: '两人都在' }])
  await administrator.ask('POST', `/api/v1/records/${both}/void`, {
    body: { reason: '试录' },
    headers: { 'if-match': '"1"' },
  })
})

test('the two count as one from the year of the entry on, and years before stay', async () => {
  const [earlier, before] = [counted(await bookOf(year - 1)), counted(await bookOf(year))]
  const expected = counted(await asIfOne(year))
  expect(before.figures).not.toEqual(expected.figures)
  expect(earlier.figures).not.toEqual(counted(await asIfOne(year - 1)).figures)
  const preview = await list(`/people/${id('陈闽')}/merge?into=${id('陈敏')}`)
  const naming = sample().filter(([, values]) => JSON.stringify(values).includes(id('陈闽')))
  const shown = preview.registers.reduce(
    (sum: number, one: { records: number }) => sum + one.records,
    0,
  )
  expect(shown + preview.others).toBe(naming.length)

  expect((await merge({})).status).toBe(204)
  const after = counted(await bookOf(year))
  expect(after).toEqual(expected)
  expect(counted(await serving.opened.ports.yearBooks.of(session, year))).toEqual(expected)
  expect(lecturesByEach(after)).not.toEqual(lecturesByEach(before))
  expect(counted(await bookOf(year - 1))).toEqual(earlier)
  expect((await merge({})).body.code).toBe('merge.person')
})

test('every list, form and search follows, and what comes late under the old id is entered anew', async () => {
  const { people: listed } = await list('/roster')
  const old = listed.find((one: { id: string }) => one.id === id('陈闽'))
  expect(old).toMatchObject({ name: '陈闽', former: true, goesOnAs: id('陈敏') })
  const named = sample().filter(
    ([[register], values]) =>
      register === 'lecture' && /陈/.test(nameOf((values as { lecturer: string }).lecturer)),
  )
  for (const name of ['陈敏', '陈闽']) {
    const found = await list(`/registers/lecture/records?columns=*&where.lecturer=${id(name)}`)
    expect(found.items).toHaveLength(named.length)
    const lecturers = found.items.map((one: LedgerRecord) => one.values['lecturer'])
    expect(new Set(lecturers)).toEqual(new Set([id('陈敏')]))
  }
  const wanted = encodeURIComponent('陈敏')
  const searched = await list(`/registers/lecture/records?columns=*&search=${wanted}`)
  expect(searched.items).toHaveLength(named.length)
  const late = await write('lecture', {
    kind: 'party-lecture',
    givenOn: `${year}-09-01`,
    topic: '补登',
    lecturer: id('陈闽'),
    audience: 10,
  })
  const [version] = await list(`/records/${late}/versions`)
  expect(version.values.lecturer).toBe(id('陈敏'))
})

test('made void, they are two again; the log says both, and every table follows from it', async () => {
  const expected = counted(await asIfOne(year))
  expect(counted(await bookOf(year))).toEqual(expected)
  const merges = await list('/registers/merge/records?columns=*')
  expect(merges.items[0]).toMatchObject({ title: '陈闽 → 陈敏' })
  const voided = await administrator.ask('POST', `/api/v1/records/${merges.items[0].id}/void`, {
    body: { reason: '是两个人' },
    headers: { 'if-match': '"1"' },
  })
  expect(voided.status).toBe(200)
  expect(counted(await bookOf(year))).not.toEqual(expected)
  const found = await list(`/registers/lecture/records?columns=*&where.lecturer=${id('陈闽')}`)
  const own = sample().filter(([, values]) =>
    JSON.stringify(values).includes(`"lecturer":"${id('陈闽')}"`),
  )
  expect(found.items).toHaveLength(own.length)
  const { auditor, ports } = serving.opened
  const [report] = await fsck({ auditor, crypto: ports.crypto }, {})
  expect(report?.faults).toEqual([])
})

function nameOf(one: string): string {
  return Object.entries(people).find(([, known]) => known === one)?.[0] ?? ''
}
