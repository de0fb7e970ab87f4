import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp, todayThere } from '../api/serving.ts'

// A year that is over whenever the test runs, so that no sum depends on the day.
const past = Number(todayThere().slice(0, 4)) - 1

let serving: Serving
let browser: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser, person } = await setUp(serving))
  for (const [day, number] of [
    [`${past - 1}-03-05`, 1],
    [`${past - 1}-11-05`, 2],
    [`${past}-03-04`, 3],
  ] as const) {
    await write('document', {
      number: `海档〔${past}〕${number}号`,
      title: '关于测试的通知',
      issuedOn: day,
      kind: 'notice',
      direction: 'downward',
    })
  }
  await write('request', { title: '报表', sentOn: `${past}-05-06`, items: 12, units: 3 })
  await write('meeting', {
    kind: 'work-meeting',
    heldOn: `${past}-06-01`,
    chair: person,
    present: [person],
    agenda: [{ topic: '工作' }],
  })
})

afterAll(() => serving?.close())

async function write(register: string, values: object): Promise<void> {
  const told = await browser.ask('POST', `/api/v1/registers/${register}/records`, {
    body: { values, reason: '补登' },
  })
  if (told.status !== 201) throw new Error(JSON.stringify(told.body))
}

test('the burden is what the pack declares, against the year before', async () => {
  const { status, body } = await browser.ask('GET', `/api/v1/years/${past}/burden`)
  expect(status).toBe(200)
  const lines = body.lines as {
    figure: string
    soFar: number
    lastToSameDay: number
    lastWhole: number
    forecast: number | null
    months: { now: number; last: number }[]
    sentence: { zh: string }
  }[]
  expect(lines.map(({ figure, soFar, lastWhole }) => [figure, soFar, lastWhole])).toEqual([
    ['documents-issued', 1, 2],
    ['meetings-held', 1, 0],
    ['requests-sent', 1, 0],
    ['items-asked', 12, 0],
    ['calls-sent-ungrounded', 0, 0],
    ['calls-taken-ungrounded', 0, 0],
    ['duties-sent-ungrounded', 0, 0],
    ['duties-taken-ungrounded', 0, 0],
  ])
  const [papers] = lines
  expect(papers?.months.map(({ now, last }) => [now, last])).toEqual(
    Array.from({ length: 12 }, (_, nth) => [nth === 2 ? 1 : 0, nth === 2 || nth === 10 ? 1 : 0]),
  )
  expect([papers?.forecast, papers?.sentence.zh]).toEqual([null, '全年1件，上年2件，减少1件'])
  const own = body.selfImposed.filter((one: { why: string }) => one.why === 'own-rule')
  expect(own.length).toBeGreaterThan(3)
  expect(own.every((one: { source: unknown }) => one.source === null)).toBe(true)
  const stricter = body.selfImposed.find((one: { duty: string }) => one.duty === 'leaders-research')
  expect([stricter.why, stricter.source.zh]).toEqual(['other-cadence', '每年至少1次'])
  expect(body.duties).toBeGreaterThan(60)
})

test('entries are counted for the unit, by the month of writing', async () => {
  const now = Number(todayThere().slice(0, 4))
  const { body } = await browser.ask('GET', `/api/v1/years/${now}/burden`)
  const written = body.entries.reduce((sum: number, one: { now: number | null }) => {
    return sum + (one.now ?? 0)
  }, 0)
  expect(written).toBe(body.asOf.size)
  expect(JSON.stringify(body.entries)).not.toContain(person)
})

test('a report says how many of its numbers the ledger gives', async () => {
  const { body } = await browser.ask('GET', `/api/v1/years/${past}/burden`)
  const report = body.reports.find((one: { report: string }) => one.report === 'annual-report')
  // Four figures have a number: the education, papers sent down, meetings called, requests. Three
  // duties say by how much they fell short, which no figure carries:
  // four events of education, the weeks without study, two meetings about ideology.
  expect([report.computed, report.typed]).toEqual([4, 3])
})

test('lateness pairs the day of the event with that of the entry', async () => {
  const { body } = await browser.ask('GET', `/api/v1/years/${past}/lateness`)
  expect([body.total, body.late, body.share]).toEqual([3, 3, 1])
  expect(body.sentence.zh).toBe(`${past}年共3条记录，其中补录3条，占100%`)
  const [first] = body.points
  expect(first).toMatchObject({ register: 'document', occurredOn: `${past}-03-04` })
  expect(first.recordedAt.slice(0, 4)).toBe(`${past + 1}`)
  expect(first.lateDays).toBeGreaterThan(0)
  expect(Object.keys(first).sort()).toEqual([
    'id',
    'lateDays',
    'occurredOn',
    'recordedAt',
    'recordedOn',
    'register',
  ])
})

test('both go out as sheets', async () => {
  const csv = await browser.ask('GET', `/api/v1/years/${past}/burden/file?format=csv`)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  const lines = String(csv.body).trim().split('\n')
  expect(lines[0]).toContain('事项')
  expect(lines[1]).toContain(`制发下行文,件,${past},0,0,1`)
  expect(lines).toHaveLength(1 + 2 * 8 + 2)
  const late = await browser.ask('GET', `/api/v1/years/${past}/lateness/file?format=csv`)
  expect(String(late.body)).toContain('补登')
  const xlsx = await browser.ask('GET', `/api/v1/years/${past}/lateness/file`)
  expect([...xlsx.bytes.slice(0, 2)]).toEqual([0x50, 0x4b])
  expect(serving.unforeseen).toEqual([])
})

test('a year that the ledger knows only in part is no measure, and has no pace', async () => {
  const start = `${past}-11-20`
  const told = await browser.ask('PUT', '/api/v1/unit/start', { body: { from: start } })
  expect(told.status).toBe(200)
  const papersOf = async (year: number) => {
    const { body } = await browser.ask('GET', `/api/v1/years/${year}/burden`)
    return body.lines[0]
  }
  const cut = await papersOf(past)
  expect([cut.soFar, cut.lastToSameDay, cut.lastWhole, cut.forecast]).toEqual([1, null, null, null])
  expect(cut.months.every(({ last }: { last: number | null }) => last === null)).toBe(true)
  expect(cut.sentence.zh).toBe(`全年1件；台账自${past}年11月20日起，不与上年比较`)
  const next = await papersOf(past + 1)
  expect([next.lastToSameDay, next.lastWhole]).toEqual([null, null])
  expect(next.sentence.zh).toMatch(/^截至.*；台账自\d{4}年11月20日起，不与上年比较$/)
  const csv = await browser.ask('GET', `/api/v1/years/${past}/burden/file?format=csv`)
  expect(String(csv.body)).toContain(`制发下行文,件,${past - 1},,,,,,,,,,,,,,,`)
})
